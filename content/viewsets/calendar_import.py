"""Import of the calendar: choose a file, see what it would change, take it in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.actions.take_calendar import KEEPERS, take_calendar
from content.forms.calendar import CalendarFileForm
from content.queries.calendar_files import HEADS, differences, read_calendar
from core import clock
from core.actions import Conflict, Refused
from core.breadcrumbs import HOME
from core.domain.canonical import sha256

DEEDS = {"added": _("Added"), "changed": _("Changed"), "removed": _("Removed")}


class CalendarImportView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows the form, a POST of a file what it would change, a POST of what was seen takes it in."""

    template_name = "content/calendar/import.html"
    page_title = _("Import calendar")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.branch is None or not request.user.roles & KEEPERS:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CalendarFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        content = form.cleaned_data["content"]
        reading = read_calendar(content)
        if reading.errors:
            return self.render_to_response(
                self.get_context_data(form=CalendarFileForm(), errors=reading.errors), status=400
            )
        if not form.cleaned_data["looked_at"]:
            found = differences(reading)
            shown = [(DEEDS[one.deed], one.name) for one in found if one.deed in DEEDS]
            return self.render_to_response(
                self.get_context_data(
                    form=CalendarFileForm(initial={"seen": form.cleaned_data["seen"]}),
                    changes=shown,
                    same=len(found) - len(shown),
                    looked_at=True,
                )
            )
        try:
            counted = take_calendar(reading, file_sha256=sha256(content), actor=request.user, at=clock.now())
        except (Refused, Conflict) as refusal:
            context = self.get_context_data(form=CalendarFileForm(), refusal=refusal.words)
            return self.render_to_response(context, status=403)
        messages.success(
            request,
            gettext("%(added)d added, %(changed)d changed, %(removed)d removed, %(same)d as before.")
            % counted,
        )
        return redirect(reverse("calendar_import:index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", CalendarFileForm())
        return {**super().get_context_data(**kwargs), "heads": [",".join(names) for names in HEADS.values()]}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": reverse_lazy("calendar_month:index"), "label": _("Calendar")},
            {"url": "", "label": self.page_title},
        ]


class KeepersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.branch is not None and bool(request.user.roles & KEEPERS)


class CalendarImportViewSet(ViewSet):
    name = "calendar_import"
    url_prefix = "calendar/import"
    icon = "upload"
    menu_label = _("Import calendar")
    menu_name = "calendar-import"
    menu_item_class = KeepersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", CalendarImportView.as_view(), name="index")]
