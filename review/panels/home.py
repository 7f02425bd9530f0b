"""Review's part of the admin's home page: what waits for officers, which consents end for editors."""

from typing import Any

from wagtail.admin.ui.components import Component

from core import clock
from people.enums import REVIEWING, Role
from people.models import User
from review.queries.cases import queue_of
from review.queries.consents import EndingConsent, ending_consents

SHOWN = 8


class WaitingPanel(Component):
    """The cases that wait for this reader, most urgent first."""

    name = "waiting_cases"
    order = 100
    template_name = "review/home/waiting.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"cases": queue_of(parent_context["request"].user)[:SHOWN], "at": clock.now()}


def reads(user: Any) -> bool:
    """Return whether the panel is for `user`."""
    return bool(user.roles & REVIEWING)


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
