"""Review's part of the admin's home page, by role."""

from collections.abc import Callable
from typing import Any

from wagtail.admin.ui.components import Component

from content.queries.addresses import page_address
from core import clock
from core.queries import checkpoints
from people.enums import REVIEWING, Role
from people.models import User
from review.models import Case
from review.queries.consents import EndingConsent, ending_consents
from review.queries.home import (
    branch_counts,
    lapsing_today,
    queue_for,
    recent_refusals,
    returned_to,
    submitted_by,
)
from review.queries.records import reads_ledger

SHOWN = 8
WITH_WORDS = 4


class HomePanel(Component):
    """A panel that reads for one user at one moment. With nothing to show, its words say what to do."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"at": clock.now(), "user": parent_context["request"].user}


class WaitingPanel(HomePanel):
    """The cases that wait for this reader, most urgent first."""

    name = "waiting_cases"
    order = 100
    template_name = "review/home/waiting.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {"queue": queue_for(context["user"], context["at"], SHOWN)}


class ReturnedPanel(HomePanel):
    """What came back to its author, with the officer's words."""

    name = "returned_pieces"
    order = 110
    template_name = "review/home/returned.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {
            "items": [(case, _editor(case)) for case in returned_to(context["user"])[:WITH_WORDS]]
        }


class SubmittedPanel(HomePanel):
    """What the author waits for, and until when."""

    name = "submitted_pieces"
    order = 160
    template_name = "review/home/submitted.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {"items": submitted_by(context["user"])[:SHOWN]}


class LapsingPanel(HomePanel):
    """What goes out of force today."""

    name = "lapsing_editions"
    order = 170
    template_name = "review/home/lapsing.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {"items": lapsing_today(context["user"], context["at"])[:SHOWN]}


class BranchPanel(HomePanel):
    """How the branch and those below it stand, each number with its list."""

    name = "branch_counts"
    order = 90
    template_name = "review/home/branch.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return context | {"counts": branch_counts(context["user"], context["at"])}


class LedgerPanel(HomePanel):
    """Whether the ledger is signed, and what was refused of late."""

    name = "ledger_state"
    order = 95
    template_name = "review/home/ledger.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        at = context["at"]
        return context | {"signed": checkpoints.are_fresh(at), "refusals": recent_refusals(at)}


class EndingConsentsPanel(Component):
    """Stories in force whose consent ends soon. Not there if there are none."""

    name = "ending_consents"
    order = 160
    template_name = "review/home/consents.html"

    def __init__(self, consents: list[EndingConsent]) -> None:
        self.consents = consents

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"consents": self.consents}


def consents_for(user: User) -> list[EndingConsent]:
    """Return what the panel shows `user`: editors alone can ask for a new consent."""
    return ending_consents(user, clock.now()) if Role.EDITOR in user.roles else []


def panels_for(user: User) -> list[HomePanel]:
    """Return review's panels for `user`."""
    return [make() for make, shown in _SHOWN_TO if shown(user)]


def _holds(*roles: Role) -> Callable[[User], bool]:
    return lambda user: bool(user.roles & frozenset(roles))


_SHOWN_TO: tuple[tuple[type[HomePanel], Callable[[User], bool]], ...] = (
    (WaitingPanel, _holds(*REVIEWING)),
    (ReturnedPanel, _holds(Role.EDITOR)),
    (SubmittedPanel, _holds(Role.EDITOR)),
    (LapsingPanel, _holds(Role.EDITOR, Role.OPERATOR, Role.LEAD, Role.AUDITOR)),
    (BranchPanel, _holds(Role.LEAD, Role.OPERATOR, Role.AUDITOR)),
    (LedgerPanel, reads_ledger),
)


def _editor(case: Case) -> str:
    """Return the address of the piece's form."""
    return page_address(case.candidate.kind, case.candidate.component_id, "edit")
