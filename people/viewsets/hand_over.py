"""Handing over, from the page of a member of staff or from the list of a branch."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import BlanketPermissionPolicy

from core import clock
from core.actions import Conflict
from core.breadcrumbs import HOME
from core.clock import business_day
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
            initial={"first_day": business_day(clock.now())},
        )

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": reverse("hand_over:index"), "label": StaffToHandOverView.page_title}
        return [HOME, people, {"url": "", "label": self.page_title, "sublabel": str(self.person)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "left": left_with(self.person),
            "is_overseen": oversees(self.request.user, self.person.branch),
            "arranged": stand_ins_of(self.person),
        }


class StaffToHandOverView(generic.IndexView):
    """The staff of the reader's branches."""

    model = User
    template_name = "people/hand_over_list.html"
    page_title = gettext_lazy("Leave and handover")
    header_icon = "group"
    permission_policy = BlanketPermissionPolicy(None)
    index_url_name = "hand_over:index"
    index_results_url_name = "hand_over:index_results"
    default_ordering = ("branch__path", "staff_number")
    search_backend_name = None
    search_fields = ["display_name", "username", "staff_number", "branch__name"]
    is_searchable = True
    paginate_by = 50
    http_method_names = ["get", "head"]
    columns = [
        Column("staff_number", label=gettext_lazy("Staff number")),
        TitleColumn("display_name", label=pgettext_lazy("person", "Name"), url_name="hand_over:person"),
        Column("branch", label=gettext_lazy("Branch")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not hands_over(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[User]:
        return people_to_hand_over(self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [HOME, {"url": "", "label": self.page_title}]


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
            path("results/", StaffToHandOverView.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", HandOverView.as_view(), name="person"),
        ]
