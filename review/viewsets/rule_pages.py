"""What the pages of rule sets share."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy

from people.enums import REVIEWING, Role
from people.models import User
from review.domain.rule_differences import Bodies, Difference, RuleDifference, differences
from review.forms.rule import FIELD_LABELS
from review.models import RuleDraft
from review.queries.rule_drafts import keeps_rules
from review.viewsets.access import DeskPage, DeskView

READERS = REVIEWING | {Role.AUDITOR}
RULES_CRUMB = {"url": reverse_lazy("rule_sets:index"), "label": gettext_lazy("Rules of screening")}
DIFFERENCE_LABELS = {
    Difference.ADDED: gettext_lazy("Added"),
    Difference.REMOVED: gettext_lazy("No longer in the set"),
    Difference.CHANGED: gettext_lazy("Changed"),
}


def reads_rules(user: User) -> bool:
    """Return whether `user` is shown the rules: officers and auditors of the head office."""
    return user.is_of_head_office and bool(user.roles & READERS)


class RulesView(DeskView):
    """A view for those who read the rules. Of them, who may not change them is refused by the action."""

    roles = READERS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reads_rules(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RulesPage(RulesView, DeskPage):
    """A page below the list of rule sets."""

    header_icon = "glasses"
    crumbs: tuple[dict[str, Any], ...] = (RULES_CRUMB,)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"keeps": keeps_rules(self.request.user)}


class DraftView(RulesView):
    """A view on one draft."""

    draft: RuleDraft

    def dispatch(self, request: HttpRequest, *args: Any, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        drafts = RuleDraft.objects.select_related("made_by")
        if reads_rules(request.user):
            self.draft = get_object_or_404(drafts, public_id=public_id)
        return super().dispatch(request, *args, **kwargs)

    def draft_address(self, name: str = "draft", *args: str) -> str:
        return reverse(f"rule_sets:{name}", args=[self.draft.public_id, *args])

    def draft_crumb(self) -> dict[str, Any]:
        return {"url": self.draft_address(), "label": self.draft.name}


def difference_rows(before: Bodies, after: Bodies) -> list[tuple[str, RuleDifference, list[Any]]]:
    """Return what a page shows of each difference: its label, itself, and its fields with their labels."""
    return [
        (
            str(DIFFERENCE_LABELS[one.kind]),
            one,
            [(FIELD_LABELS.get(field.name, field.name), field) for field in one.fields],
        )
        for one in differences(before, after)
    ]
