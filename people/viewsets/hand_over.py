"""Handing over, from the page of a member of staff or from the list of a branch."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock
from core.actions import Conflict
from people.actions.hand_over import Absence, hand_over
from people.models import User
from people.queries.authority import oversees
from people.queries.left_work import left_with, takers
from people.queries.stand_ins import people_to_hand_over, stand_ins_of


class HandOverForm(forms.Form):
    """To whom, from when, until when."""

    colleague = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Colleague who takes over"))
    first_day = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Of a leave. Empty: for good, and everything below moves now."),
    )

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = User.objects.filter(pk__in=[one.pk for one in colleagues])


class HandOverView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows what is left with a person, a POST hands it over."""

    template_name = "people/hand_over.html"
    page_title = gettext_lazy("Hand over")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.person = people_to_hand_over(request.user).filter(pk=kwargs["pk"]).first()
        if self.person is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        asked = form.cleaned_data
        absence = Absence(asked["first_day"], asked["last_day"])
        try:
            hand_over(self.person, asked["colleague"], absence, actor=request.user, at=clock.now())
        except Conflict as conflict:
            form.add_error(None, conflict.words)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("Handed over to %(name)s.") % {"name": asked["colleague"]})
        return redirect("hand_over:person", pk)

    def form(self, data: Any = None) -> HandOverForm:
        return HandOverForm(
            data,
            colleagues=takers(self.person, left_with(self.person)),
            initial={"first_day": timezone.localtime(clock.now()).date()},
        )

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "left": left_with(self.person),
            "is_overseen": oversees(self.request.user, self.person.branch),
            "arranged": stand_ins_of(self.person),
        }


class StaffToHandOverView(WagtailAdminTemplateMixin, TemplateView):
    """The staff of the reader's branches."""

    template_name = "people/hand_over_list.html"
    page_title = gettext_lazy("Leave and handover")
    header_icon = "group"
    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not hands_over(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = people_to_hand_over(self.request.user).order_by("branch__path", "staff_number")
        return {**super().get_context_data(**kwargs), "people": people}


def hands_over(user: User) -> bool:
    """Return whether `user` hands over at all; the action asks again, for the person."""
    return people_to_hand_over(user).exists()


class HandOverMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return hands_over(request.user)


class HandOverViewSet(ViewSet):
    name = "hand_over"
    url_prefix = "hand-over"
    icon = "group"
    menu_label = gettext_lazy("Leave and handover")
    menu_order = 790
    add_to_admin_menu = True
    menu_item_class = HandOverMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", StaffToHandOverView.as_view(), name="index"),
            path("<int:pk>/", HandOverView.as_view(), name="person"),
        ]
