"""The week of a programme: the grid, its entries, what they would select today."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.enums import Slot, Weekday
from core import clock
from core.clock import business_day
from distribution.actions.delete_entry import delete_entry
from distribution.actions.save_entry import save_entry
from distribution.actions.start_usual_week import start_usual_week
from distribution.enums import EntryMode
from distribution.forms.entry import EntryForm
from distribution.models import Programme, ProgrammeEntry
from distribution.queries.programmes import own_programmes
from distribution.queries.week import preview_of, week_of


class OwnProgrammeView(View):
    """Works on a programme of the user's own branch; the key of any other does not exist."""

    @cached_property
    def programme(self) -> Programme:
        own = own_programmes(self.request.user).select_related("branch")
        return get_object_or_404(own, pk=self.kwargs["pk"])

    @cached_property
    def at(self) -> datetime:
        return clock.now()

    def entry(self) -> ProgrammeEntry:
        return get_object_or_404(self.programme.entries, pk=self.kwargs["entry_pk"])

    def inherited(self, key: str | int) -> ProgrammeEntry:
        """Return an entry of a branch above, whatever else its key may name."""
        above = self.programme.branch.lineage_paths()[:-1]
        entries = ProgrammeEntry.objects.filter(programme__branch__path__in=above)
        return get_object_or_404(entries, pk=key if str(key).isdecimal() else None)

    def to_week(self) -> HttpResponse:
        return redirect(reverse("programme_week:week", args=[self.programme.pk]))


class WeekPage(OwnProgrammeView, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "calendar-check"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.programme  # noqa: B018  (404 before anything else)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        week = reverse("programme_week:week", args=[self.programme.pk])
        return [
            {"url": reverse("programmes:index"), "label": _("Programmes")},
            {"url": week, "label": str(self.programme)},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_page_subtitle(self) -> str:
        return str(self.programme)


class WeekView(WeekPage):
    """The grid: what is laid down here, what is inherited, what is wrong with the days ahead."""

    template_name = "distribution/programmes/week.html"
    page_title = gettext_lazy("The week")
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "programme": self.programme,
            "week": week_of(self.programme, self.at, settings.ARMOURY_TROUBLES_TOLD_DAYS),
            "slots": list(Slot),
            "today": Weekday(str(timezone.localtime(self.at).isoweekday())),
            "is_over": self.programme.ends is not None and self.programme.ends < business_day(self.at),
        }


class EntryPage(WeekPage):
    """The form of an entry, with what it would select today."""

    template_name = "distribution/programmes/entry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or EntryForm(instance=self.instance, user=self.request.user)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "media": form.media,
            "programme": self.programme,
            "entry": self.instance,
            "preview": preview_of(self.instance, self.at) if self.instance.slot else None,
        }

    @cached_property
    def instance(self) -> ProgrammeEntry:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = EntryForm(request.POST, instance=self.instance, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        save_entry(form.instance, also_on=form.cleaned_data.get("also_on", ()), actor=request.user)
        messages.success(request, _("Saved. The packages of the coming days are being built anew."))
        return self.to_week()


class EntryAddView(EntryPage):
    page_title = gettext_lazy("New entry")

    @cached_property
    def instance(self) -> ProgrammeEntry:
        """A new entry for the cell that was asked for, or in the place of an inherited one."""
        asked = self.request.GET
        made = ProgrammeEntry(programme=self.programme)
        if asked.get("slot") in Slot.values:
            made.slot = asked["slot"]
        if asked.get("weekday") in Weekday.values:
            made.weekday = asked["weekday"]
        if "replaces" in asked:
            return standing_for(self.inherited(asked["replaces"]), made)
        return made


class EntryEditView(EntryPage):
    page_title = gettext_lazy("Change an entry")

    @cached_property
    def instance(self) -> ProgrammeEntry:
        return self.entry()


class EntryDeleteView(OwnProgrammeView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
        delete_entry(self.entry(), actor=request.user)
        messages.success(request, _("The entry is deleted. What it stood for holds again."))
        return self.to_week()


class LeaveOutView(OwnProgrammeView):
    """Leave an inherited entry out, for the own branch and those below."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
        made = standing_for(self.inherited(entry_pk), ProgrammeEntry(programme=self.programme))
        made.mode = EntryMode.LEAVE_OUT
        save_entry(made, actor=request.user)
        messages.success(request, _("It is left out here from now on."))
        return self.to_week()


class PreviewView(OwnProgrammeView):
    """What the entry in the form would select today, as a piece of the page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        instance = ProgrammeEntry(programme=self.programme)
        replaced = request.GET.get("replaces", "")
        if replaced:
            instance = standing_for(self.inherited(replaced), instance)
        form = EntryForm(request.POST, instance=instance, user=request.user)
        form.is_valid()
        preview = preview_of(form.instance, self.at) if form.instance.slot in Slot.values else None
        return render(request, "distribution/programmes/_preview.html", {"preview": preview})


class StartView(View):
    """Start from the usual week, where the branch has no programme yet."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        today = business_day(clock.now())
        made = start_usual_week(_("Our week"), today, actor=request.user)
        messages.success(request, _("This is the usual week. Change it to what your branch does."))
        return redirect(reverse("programme_week:week", args=[made.pk]))


def standing_for(inherited: ProgrammeEntry, made: ProgrammeEntry) -> ProgrammeEntry:
    """Return `made` as what stands for `inherited`: of the same time and customers, beginning as its copy.

    Raises Http404 for what itself only leaves something out.
    """
    if inherited.mode == EntryMode.LEAVE_OUT:
        raise Http404
    for name in ("weekday", "slot", "festival", "first_day", "last_day", "purpose", "segments", "kinds"):
        setattr(made, name, getattr(inherited, name))
    for name in ("tags", "voice", "persona", "place", "meal", "how_many", "stand_in_kind"):
        setattr(made, name, getattr(inherited, name))
    made.column, made.product = inherited.column, inherited.product
    made.mode, made.replaces = EntryMode.REPLACE, inherited
    return made


class ProgrammeWeekViewSet(ViewSet):
    name = "programme_week"
    url_prefix = "programme"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("usual/", StartView.as_view(), name="start"),
            path("<int:pk>/", WeekView.as_view(), name="week"),
            path("<int:pk>/new/", EntryAddView.as_view(), name="add"),
            path("<int:pk>/preview/", PreviewView.as_view(), name="preview"),
            path("<int:pk>/<int:entry_pk>/", EntryEditView.as_view(), name="edit"),
            path("<int:pk>/<int:entry_pk>/delete/", EntryDeleteView.as_view(), name="delete"),
            path("<int:pk>/<int:entry_pk>/leave-out/", LeaveOutView.as_view(), name="leave_out"),
        ]


programme_week_viewset = ProgrammeWeekViewSet()
