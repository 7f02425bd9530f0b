"""The frame around each verb that changes state."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import clock, ledger
from core.models import Stream

P = ParamSpec("P")
R = TypeVar("R")


class Refused(PermissionDenied):
    """The actor may not do this. The attempt goes into the ledger; the words are for the person.

    `actor` is an opaque id such as "user:<public id>", `subject` such as "case:<public id>", `rule` a short
    stable code.
    """

    def __init__(self, words: str, *, actor: str, subject: str, rule: str) -> None:
        super().__init__(words)
        self.words, self.actor, self.subject, self.rule = words, actor, subject, rule


class Conflict(Exception):
    """Somebody was quicker, or what the person saw is no longer so. Shown as 409 with these words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def action(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the decorated function in one transaction; a Refused attempt is recorded after the rollback."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except Refused as refusal:
                with transaction.atomic():
                    ledger.append(
                        Stream.DECISIONS,
                        "attempt.refused",
                        subject=refusal.subject,
                        at=clock.now(),
                        payload={"verb": verb, "actor": refusal.actor, "rule": refusal.rule},
                    )
                raise

        return run

    return decorate
