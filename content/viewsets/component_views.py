"""The views of one component: Wagtail's own behind the gate, without publishing, with submission."""

from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.views import snippets

from content import registry
from content.actions.copy_from_yesterday import copy_from_yesterday
from content.forms.calendar import PlannedForm
from content.kinds import Kind
from content.models import Component
from content.queries.opening import blank_component, blank_copy, component_for_day
from content.viewsets.component_list import copy_from_yesterday_button, where_used_button
from content.viewsets.last_list import BackToListMixin
from content.viewsets.oversight import KeptByReviewMixin, OverseenMixin
from core import clock

SUBMIT = "submit-review"
SOMEBODY_WAS_QUICKER = frozenset({"invalid_revision", "locked"})
"""What Wagtail calls a newer version and a lock."""


class SubmittingMixin:
    """Saves with one more action: with full validation, then on to the page that submits the draft."""

    def get_available_actions(self) -> list[str]:
        actions = [action for action in super().get_available_actions() if action != "publish"]  # type: ignore[misc]
        return [*actions, SUBMIT] if registry.submit_url else actions

    def submit_review_action(self) -> HttpResponse:
        assert registry.submit_url is not None  # noqa: S101  (the action is offered only if there is one)
        return redirect(registry.submit_url(self.object))  # type: ignore[attr-defined]

    @property
    def overwrite_revision(self) -> None:
        """Every save makes a revision of its own: what was saved, and maybe submitted, stays as it was."""
        return None


class ComponentCreateView(BackToListMixin, SubmittingMixin, OverseenMixin, snippets.CreateView):
    kind: Kind | None = None

    def get_initial_form_instance(self) -> Component:
        """Open empty, or for the day and the weekly column, or with the title, that a link names."""
        asked = PlannedForm(self.request.GET, user=self.request.user)
        asked.is_valid()
        component = component_for_day(
            self.kind,
            self.request.user,
            clock.now(),
            day=asked.cleaned_data.get("day"),
            column=asked.cleaned_data.get("column"),
        )
        component.title = asked.cleaned_data.get("title") or component.title
        return component

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Name the new piece in the language of the page; Wagtail's own words are not translated."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        assert self.kind is not None  # noqa: S101  (the viewset hands it in)
        return [*items[:-1], {**items[-1], "label": _("New: %(kind)s") % {"kind": self.kind.label}}]


class ComponentCopyView(BackToListMixin, SubmittingMixin, OverseenMixin, snippets.CopyView):
    """A new draft that opens with what another piece says. Nothing is saved before the form is."""

    kind: Kind | None = None
    copy_url_name: str | None = None

    def get_initial_form_instance(self) -> Component:
        return blank_copy(self.held.get_latest_revision_as_object(), self.request.user, clock.now())

    def get_add_url(self) -> str:
        return reverse(self.copy_url_name, args=[quote(self.held.pk)])


class ComponentEditView(BackToListMixin, SubmittingMixin, OverseenMixin, snippets.EditView):
    copy_from_yesterday_url_name: str | None = None

    def form_invalid(self, form: Any) -> HttpResponse:
        """Where somebody was quicker, or it is in review, a 409; what was typed is still on the page."""
        answer: HttpResponse = super().form_invalid(form)
        if not self.expects_json_response and self.produced_error_code in SOMEBODY_WAS_QUICKER:
            answer.status_code = 409
        return answer

    @property
    def header_more_buttons(self) -> list[Any]:
        buttons = [*super().header_more_buttons, where_used_button(self.object)]
        if self.copy_from_yesterday_url_name and self.user_has_permission("add"):
            buttons.append(copy_from_yesterday_button(self.copy_from_yesterday_url_name, self.object))
        return buttons


class ComponentRevertView(RevisionsRevertMixin, ComponentEditView):
    """Takes the same way as an edit, so that nothing is written over a newer version or into review."""

    view_name = "revisions_revert"

    def save_instance(self) -> Component:
        action = self.action_class(
            self.form.instance,
            user=self.request.user,
            form=self.form,
            log_action="wagtail.revert",
            previous_revision=self.revision,
            clean=not self.saving_as_draft,
        )
        instance: Component = action.execute(skip_permission_checks=True)
        self.new_revision = action.revision
        return instance


class ComponentDeleteView(KeptByReviewMixin, OverseenMixin, snippets.DeleteView):
    pass


class ComponentUsageView(BackToListMixin, OverseenMixin, snippets.UsageView):
    permission_required = "view"


class EditForWritersMixin:
    """Shows the way to the editor only to those who may go it."""

    @property
    def header_buttons(self) -> list[Any]:
        return super().header_buttons if self.user_has_permission("change") else []  # type: ignore[misc, attr-defined]


class ComponentHistoryView(BackToListMixin, EditForWritersMixin, OverseenMixin, snippets.HistoryView):
    any_permission_required = ["view"]


class ComponentCompareView(EditForWritersMixin, OverseenMixin, snippets.RevisionsCompareView):
    permission_required = "view"


class ComponentRevisionView(OverseenMixin, snippets.PreviewRevisionView):
    permission_required = "view"


class ComponentInspectView(BackToListMixin, OverseenMixin, snippets.InspectView):
    """The piece as it stands, on every channel it is written for."""

    any_permission_required = ["view"]
    template_name = "content/component/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "draft": self.held.get_latest_revision_as_object()}


class ComponentPreviewOnCreateView(OverseenMixin, snippets.PreviewOnCreateView):
    kind: Kind | None = None

    def get_object(self) -> Component:
        return blank_component(self.kind, self.request.user, clock.now())


class ComponentPreviewOnEditView(OverseenMixin, snippets.PreviewOnEditView):
    pass


class CopyFromYesterdayView(PermissionCheckedMixin, OverseenMixin, View):
    """POST alone: makes the new draft and opens it."""

    model: Any = None
    edit_url_name: str | None = None
    permission_required = "add"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = copy_from_yesterday(self.held, actor=request.user, at=clock.now())
        return redirect(reverse(self.edit_url_name, args=[draft.pk]))
