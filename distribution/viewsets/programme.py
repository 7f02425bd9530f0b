"""Programmes: the list, their days and times. Their week has pages of its own (programme_week)."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from distribution.forms.programme import ProgrammeForm
from distribution.models import Programme
from distribution.queries.programmes import own_programmes


class OwnProgrammeMixin:
    """Stands before a generic view: the key of another branch's programme does not exist."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if "pk" in kwargs and not own_programmes(request.user).filter(pk=kwargs["pk"]).exists():
            raise Http404
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


class ProgrammeIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Programme]:
        return own_programmes(self.request.user).annotate(count=Count("entries"))

    def get_edit_url(self, instance: Programme) -> str:
        return reverse("programme_week:week", args=[instance.pk])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        own = own_programmes(self.request.user)
        return {**super().get_context_data(*args, **kwargs), "is_empty": not own.exists()}


class ProgrammeCreateView(generic.CreateView):
    def get_success_url(self) -> str:
        return reverse("programme_week:week", args=[self.object.pk])


class ProgrammeEditView(OwnProgrammeMixin, generic.EditView):
    @property
    def header_buttons(self) -> list[Any]:
        address = reverse("programme_week:week", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(label=_("The week"), url=address, icon_name="calendar")]

    def get_success_url(self) -> str:
        return reverse("programme_week:week", args=[self.object.pk])


class ProgrammeDeleteView(OwnProgrammeMixin, generic.DeleteView):
    pass


class ProgrammeHistoryView(OwnProgrammeMixin, HistoryView):
    pass


class ProgrammeUsageView(OwnProgrammeMixin, UsageView):
    pass


class ProgrammeViewSet(ModelViewSet):
    model = Programme
    icon = "calendar-check"
    menu_label = _("Programmes")
    menu_name = "programmes"
    menu_order = 149
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ProgrammeIndexView
    index_template_name = "distribution/programmes/index.html"
    add_view_class = ProgrammeCreateView
    edit_view_class = ProgrammeEditView
    delete_view_class = ProgrammeDeleteView
    history_view_class = ProgrammeHistoryView
    usage_view_class = ProgrammeUsageView
    list_display = [
        "title",
        Column("starts", label=_("First day"), accessor="starts", sort_key="starts"),
        Column("ends", label=_("Last day"), accessor="ends"),
        Column("count", label=_("Entries"), accessor="count"),
        BooleanColumn("is_active", label=_("In use")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
            FieldPanel("is_active"),
            InlinePanel(
                "slots",
                heading=_("Times of the slots"),
                label=_("Time of a slot"),
                max_num=3,
                help_text=_(
                    "What is not timed here is due when the branch above says so. A slot that ends earlier "
                    "than it begins ends on the next day and belongs to the day on which it begins."
                ),
                panels=[
                    FieldRowPanel([FieldPanel("slot"), FieldPanel("begins"), FieldPanel("ends")]),
                ],
            ),
        ],
        base_form_class=ProgrammeForm,
    )


programme_viewset = ProgrammeViewSet("programmes")
