"""The world and its clients, made once for each module of the sweep."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from core import clock
from tests.conftest import MONDAY_MORNING, FrozenClock
from tests.sweep.world import Actor, World, build_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The world, in a transaction around all tests of this module."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]
        patch.setattr(clock, "system_now", FrozenClock(MONDAY_MORNING))
        level = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        with transaction.atomic():
            yield build_world()
            transaction.set_rollback(True)
        logging.disable(level)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[Actor, Client]:
    """A client for each actor. What goes wrong inside is an answer with 500, not an exception."""
    made = {}
    for actor, user in world.actors.items():
        made[actor] = Client(raise_request_exception=False)
        if user is not None:
            made[actor].force_login(user)
    return made
