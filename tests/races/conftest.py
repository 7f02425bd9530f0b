"""One bank for all rounds of a race, its staff signed in, on a clock that stands still."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from content.models import Component
from core.queries.ledger import disagreements, verify
from people.enums import Role
from people.models import Branch, User
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import make_component

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bank:
    """A head office; `staff` makes somebody with one role."""

    branch: Branch
    editor: User

    def staff(self, role: Role) -> User:
        made: User = UserFactory(roles=[role], branch=self.branch)
        return made

    def client(self, role: Role) -> Client:
        """Return a browser in which a new member of staff with `role` is signed in."""
        return signed_in(self.staff(role))

    def piece(self, **traits: object) -> Component:
        """Return a draft of this bank's editor; traits as `make_component` takes them."""
        return make_component(editor=self.editor, **traits)


def signed_in(user: User) -> Client:
    """Return a browser in which `user` is signed in; an error of the server is an answer, not a traceback."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def bank(transactional_db: None, frozen_clock: FrozenClock) -> Iterator[Bank]:
    """The bank; afterwards the ledger is proved, whatever was raced for."""
    cache.clear()
    branch = BranchFactory(code="HO", name="示范银行总行", short_name="总行")
    yield Bank(branch, UserFactory(editor=True, branch=branch))
    assert list(verify()) == []
    assert list(disagreements()) == []


@pytest.fixture
def picture(bank: Bank) -> object:
    return ImageFactory(branch=bank.branch)


@pytest.fixture
def report(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Iterator[Counter]:
    """Count how the rounds ended; the counts go into the log and into the report of the run."""
    counts: Counter[str] = Counter()
    yield counts
    for outcome, count in sorted(counts.items()):
        record_property(outcome, count)
    logger.info("%s: %s", request.node.name, dict(sorted(counts.items())))
