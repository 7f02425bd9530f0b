"""One bank for a whole module: what a request changes is rolled back before the next."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from core import clock
from tests.conftest import MONDAY_MORNING, FrozenClock
from tests.hostile.walking import Walk, start_walk


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Walk]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(clock, "system_now", FrozenClock(MONDAY_MORNING))
        level = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        yield start_walk()
        logging.disable(level)
        transaction.set_rollback(True)
