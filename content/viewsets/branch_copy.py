"""Copies of head-office pieces: making one, and looking at what head office changed since."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.actions.copy_to_branch import copy_to_branch
from content.actions.take_update import Choice, take_update
from content.domain.three_way import Difference, Side
from content.models import BranchCopy, Component, OriginDamaged
from content.panels.home import writes
from content.queries.addresses import edit_address, list_address
from content.queries.branch_copies import Update, update_of, version_of
from content.queries.difference_lines import Line, lines_of, place_label
from core import clock
from core.actions import Refused
from core.breadcrumbs import HOME


@dataclass(frozen=True, slots=True)
class Shown:
    """One place as the page shows it."""

    place: str
    label: str | Promise
    side: Side
    lines: tuple[Line, ...]


class TakeForm(forms.Form):
    """What a press sends: one place with its choice, or all places without a conflict."""

    version = forms.CharField(max_length=64)
    revision = forms.IntegerField()
    place = forms.CharField(max_length=80, required=False)
    choice = forms.ChoiceField(choices=[(one.value, one.value) for one in Choice], required=False)


class CopyView(View):
    """POST alone: makes the draft and opens it. A piece that the reader may not read does not exist."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        at = clock.now()
        found = Component.objects.select_related("branch").filter(public_id=public_id)
        source: Component = get_object_or_404(found)
        try:
            draft = copy_to_branch(source, actor=request.user, at=at)
        except Refused as refusal:
            if version_of(source, request.user, at) is None:
                raise Http404 from refusal
            raise
        messages.success(request, _("Copied. Change what is different in your branch, then submit it."))
        return redirect(edit_address(draft))


class UpdateView(WagtailAdminTemplateMixin, TemplateView):
    """Differences, theirs and ours, place by place. Whoever oversees the copy may look, editors decide."""

    template_name = "content/branch_copy/update.html"
    page_title = gettext_lazy("Head office's update")
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        copies = BranchCopy.objects.select_related(
            "component__branch", "component__latest_revision", "source"
        )
        overseen = Component.objects.overseen_by(request.user)
        self.copy: BranchCopy = get_object_or_404(
            copies.select_related("source__branch"),
            component__public_id=kwargs["public_id"],
            component__in=overseen,
        )
        if self.copy.component.is_of_gone_kind:
            return redirect(edit_address(self.copy.component))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = TakeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(), status=400)
        asked = form.cleaned_data
        take_update(
            self.copy.component,
            self._choices(asked["place"], asked["choice"]),
            version_sha256=asked["version"],
            revision_id=asked["revision"],
            actor=request.user,
            at=clock.now(),
        )
        messages.success(request, self._told(asked["choice"]))
        return redirect("branch_copy:update", self.copy.component.public_id)

    def _choices(self, place: str, choice: str) -> dict[str, Choice]:
        """One place as chosen; without a place, everything that takes nothing from the branch."""
        if place:
            return {place: Choice(choice or Choice.KEEP)}
        update = self._update()
        found = update.incoming if update else ()
        return {one.place: Choice.TAKE for one in found if one.side is not Side.CONFLICT}

    def _told(self, choice: str) -> str:
        if choice == Choice.KEEP:
            return _("Kept as your branch wrote it.")
        return _("Taken. What your draft said before is kept in its history.")

    def _update(self) -> Update | None:
        try:
            return update_of(self.copy, self.request.user, clock.now())
        except OriginDamaged:
            return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        component, update = self.copy.component, self._update()
        found = update.incoming if update else ()
        own = [one for one in update.found if one.side is Side.OURS] if update else []
        return {
            **super().get_context_data(**kwargs),
            "copy": self.copy,
            "component": component,
            "edit_address": edit_address(component) if writes(self.request.user) else "",
            "update": update,
            "incoming": [self._shown(one) for one in found],
            "own": [self._shown(one) for one in own],
            "free": sum(one.side is not Side.CONFLICT for one in found),
            "may_take": writes(self.request.user) and component.get_lock() is None,
            "is_new": update is not None and update.version.sha256 != self.copy.version_sha256,
        }

    def _shown(self, difference: Difference) -> Shown:
        kind = self.copy.component.declaration
        return Shown(
            difference.place,
            place_label(kind, difference.place),
            difference.side,
            lines_of(kind, difference),
        )

    def get_page_subtitle(self) -> str:
        return str(self.copy.component)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        component = self.copy.component
        listing = {"url": list_address(component.kind), "label": component.declaration.label_plural}
        return [
            HOME,
            listing,
            {"url": edit_address(component) if writes(self.request.user) else "", "label": str(component)},
            {"url": "", "label": self.page_title},
        ]


class BranchCopyViewSet(ViewSet):
    """Two addresses; the pieces that may be copied are listed by review."""

    name = "branch_copy"
    url_prefix = "content/branch-copies"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<uuid:public_id>/copy/", CopyView.as_view(), name="copy"),
            path("<uuid:public_id>/update/", UpdateView.as_view(), name="update"),
        ]
