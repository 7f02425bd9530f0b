"""Every handler in the tree, each event three times, in any order: the same end.

A handler that is registered without a history here fails `test_every_handler_has_a_history`: add to HISTORIES
a function that makes real events of its topic, through the real actions, with versions where it has them.
"""

import hashlib
from collections.abc import Callable, Sequence

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import outbox
from core.models import OutboxMessage
from core.outbox import Handler
from tests.checks.source import ROOMS
from tests.conftest import FrozenClock
from tests.factories.distribution import pull_edition
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition, recall_edition

TIMES = 3


def recalls() -> None:
    """Three editions recalled: two managers pulled one of them, one another, nobody the third."""
    tree = branch_tree()
    one, two, three = (issue_edition(branch=tree.head_office) for _ in range(3))
    first, second = (UserFactory(manager=True, branch=branch) for branch in (tree.east, tree.west))
    for edition, manager in ((one, first), (one, second), (two, second)):
        pull_edition(edition, manager)
    for edition in (one, two, three):
        recall_edition(edition)


HISTORIES: dict[str, Callable[[], None]] = {"distribution.ask_for_deletion": recalls}


def test_every_handler_has_a_history() -> None:
    assert {handler.name for handler in outbox.handlers()} == HISTORIES.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("handler", outbox.handlers(), ids=lambda handler: handler.name)
def test_any_order_with_repetitions_has_the_same_end(handler: Handler, frozen_clock: FrozenClock) -> None:
    HISTORIES[handler.name]()
    events = list(OutboxMessage.objects.filter(handler=handler.name).order_by("version", "pk"))
    assert len(events) >= 3
    before = digest()
    wanted = after(handler, events)
    assert wanted != before

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.permutations(events * TIMES))
    def shuffled(order: Sequence[OutboxMessage]) -> None:
        assert after(handler, order) == wanted

    shuffled()


@pytest.mark.django_db
@pytest.mark.parametrize("handler", outbox.handlers(), ids=lambda handler: handler.name)
def test_what_comes_late_fills_the_gap(handler: Handler, frozen_clock: FrozenClock) -> None:
    """Each event in turn is missing at first and comes after all the others."""
    HISTORIES[handler.name]()
    events = list(OutboxMessage.objects.filter(handler=handler.name).order_by("version", "pk"))
    wanted = after(handler, events)
    for late in events:
        others = [event for event in events if event != late]
        assert after(handler, [*others, late, *others]) == wanted


@pytest.mark.django_db
def test_through_the_outbox_itself_announced_three_times(frozen_clock: FrozenClock) -> None:
    """The same event announced again is one message; retried by hand it takes effect once."""
    recalls()
    events = list(OutboxMessage.objects.all())
    handlers = {handler.name: handler for handler in outbox.handlers()}
    wanted = after(handlers["distribution.ask_for_deletion"], events)
    for event in [*events, *events]:
        outbox.announce(event.topic, event.object_key, event.version, event.payload, event.announced_at)
    assert OutboxMessage.objects.count() == len(events)
    for _ in range(TIMES):
        outbox.deliver()
        OutboxMessage.objects.update(status="ready", due_at=event.announced_at)
    assert digest() == wanted


def after(handler: Handler, events: Sequence[OutboxMessage]) -> str:
    """Return what the database holds after `handler` ran for `events` in this order; then undo it."""
    with transaction.atomic():
        for event in events:
            handler.run(event.payload)
        found = digest()
        transaction.set_rollback(True)
    return found


def digest() -> str:
    """The hash of all rows of all rooms but the outbox, without keys that depend on the order of writing."""
    lines: list[str] = []
    for model in apps.get_models():
        if model._meta.app_label in ROOMS and model is not OutboxMessage and not model._meta.proxy:
            kept = [
                field.name for field in model._meta.concrete_fields if field.name not in {"id", "public_id"}
            ]
            rows = model._base_manager.all()
            lines += [
                f"{model._meta.label} {serializers.serialize('json', [row], fields=kept).split('fields')[1]}"
                for row in rows
            ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
