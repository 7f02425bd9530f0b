"""Every guard, declared: where it lives, what it stops, the attack on it, and how it is taken out.

An attack returns whether it got through *this* guard. Where a second guard stands behind the first, the
attack looks at the first one's own effect: the row that is in the table, or the error of the second one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.urls import reverse
from pytest_django import Settings
from wagtail.actions.edit import EditPermissionError

from core import immutability
from core.actions import Conflict
from distribution.actions.pull import LimitReached, Locked, OpeningRefused, Unreachable
from review.actions.submit import NotReady
from review.models import Edition
from tests.content.posting import signed_in
from tests.ways.pieces import MARKER, WORDS, Bank

FORGED = "赤狐密令"
OTHER = {"moments": f"今日要点。{WORDS}"}

Attack = Callable[[Bank], bool]
Removal = Callable[[pytest.MonkeyPatch, Settings], None]


@dataclass(frozen=True, slots=True)
class Guard:
    """`test` names one more test that fails without it, beside those of tests/ways/test_guards.py."""

    name: str
    where: str
    stops: str
    test: str
    attack: Attack
    remove: Removal


GUARDS: dict[str, Guard] = {}


def guard(name: str, where: str, stops: str, test: str, remove: Removal) -> Callable[[Attack], Attack]:
    """Declare the guard that the decorated attack is made on."""

    def declare(attack: Attack) -> Attack:
        GUARDS[name] = Guard(name, where, stops, test, attack, remove)
        return attack

    return declare


def patched(target: Any, name: str, value: Any) -> Removal:
    """Return the removal that puts `value` in the place of `target.name`."""
    return lambda monkeypatch, settings: monkeypatch.setattr(target, name, value)


def without_triggers(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    immutability.uninstall(connection)


def nothing(*args: Any, **kwargs: Any) -> None:
    return None


def yes(*args: Any, **kwargs: Any) -> bool:
    return True


def page(bank: Bank, edition: Edition, marker: str = MARKER) -> bool:
    """Whether the portal's page of the edition shows `marker` to the manager."""
    answer = signed_in(bank.manager).get(reverse("edition", args=[edition.public_id]))
    return answer.status_code == 200 and marker in answer.content.decode()


def got_through(one: Guard, bank: Bank) -> bool:
    """Return whether the attack on the guard succeeds; a refusal of any kind is a failure. All is undone."""
    known = (
        PermissionDenied,
        Conflict,
        Locked,
        LimitReached,
        Unreachable,
        OpeningRefused,
        NotReady,
        EditPermissionError,
        IntegrityError,
        Edition.DoesNotExist,
        Http404,
    )
    try:
        with transaction.atomic():
            through = one.attack(bank)
            transaction.set_rollback(True)
            return through
    except known:
        return False
