"""Every handler in the tree, each event three times, in any order: the same end.

A handler that is registered without a history here fails `test_every_handler_has_a_history`: add to HISTORIES
a function that makes real events of its topic, through the real actions, with versions where it has them.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.actions.check_links import check_links
from content.models import Component
from core import blobs, clock, outbox
from core.actions.erase_blobs import erase_blobs
from core.erasures import ErasureReason
from core.models import LedgerHead, LedgerRecord, OutboxMessage
from core.outbound import Answer, Question
from core.outbox import Handler
from distribution.actions.build_packages import build_day
from people.actions.tell_webhook import tell_webhook
from people.models import Branch, Webhook
from review.actions.follow_rules import announce_hits
from search.engines.cluster import Cluster
from tests.checks.source import ROOMS
from tests.conftest import FrozenClock
from tests.factories.content import h5_link, today
from tests.factories.distribution import EntryFactory, ProgrammeFactory, pull_edition
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import (
    issue_edition,
    recall_edition,
    resume_edition,
    submit_component,
    suspend_edition,
)
from tests.factories.rules import WORD, activate, make_rule, tried_draft
from tests.factories.stories import editor_of, finish, make_story, mask_all, withdrawn_story
from tests.factories.webhooks import Receiver, WebhookFactory, receiving
from tests.search.cluster import all_in, index_of_its_own, needs_elasticsearch

TIMES = 3
RECEIVER: dict[str, str] = {}
"""Where the server of these tests listens."""
KEYS = {"id", "public_id"}
CHAINED = {"id", "sequence", "previous_sha256", "record_sha256"}


def recalls() -> None:
    """Three editions recalled: two managers pulled one of them, one another, nobody the third."""
    tree = branch_tree()
    one, two, three = (issue_edition(branch=tree.head_office) for _ in range(3))
    first, second = (UserFactory(manager=True, branch=branch) for branch in (tree.east, tree.west))
    for edition, manager in ((one, first), (one, second), (two, second)):
        pull_edition(edition, manager)
    for edition in (one, two, three):
        recall_edition(edition)


def withdrawals() -> None:
    """Three customers' stories issued, and their consents withdrawn."""
    for number in (1, 2, 3):
        withdrawn_story(make_story(numbers=(number, number + 3)))


def submissions() -> None:
    """Three customers' stories masked and submitted, their originals still there."""
    for number in (1, 2, 3):
        story = make_story(numbers=(number, number + 3))
        editor = editor_of(story.component)
        mask_all(story.component, editor)
        submit_component(finish(Component.objects.get(pk=story.component_id), editor), editor)


def deaths() -> None:
    """Three links that editions in force lead to fail twice, an hour apart."""

    def gone(question: Question) -> Answer:
        return Answer(404, {}, b"")

    pages = [f"https://m.shifanbank.example/{number}" for number in (1, 2, 3)]
    for page in pages:
        issue_edition(actions={"group": h5_link(page)})
    for hours in (0, 1):
        check_links(pages, clock.now() + timedelta(hours=hours), gone)


def erasures() -> None:
    """Three kept files put on record as to be erased."""
    digests = {blobs.put(bytes([number])) for number in range(3)}
    with transaction.atomic():
        erase_blobs(digests, ErasureReason.MASKED, about="component:x", at=clock.now())


def _built() -> Branch:
    """A day is built from a programme of the head office."""
    head_office = branch_tree().head_office
    EntryFactory(programme=ProgrammeFactory(branch=head_office))
    build_day(today(), clock.now())
    return head_office


def issues() -> None:
    """Three editions issued after a day was built."""
    head_office = _built()
    for _ in range(3):
        issue_edition(branch=head_office)


def recalls_of_what_was_laid_out() -> None:
    """Three editions recalled after a day was built."""
    for _ in range(3):
        recall_edition(issue_edition())
    _built()


def suspensions() -> None:
    """Three editions suspended after a day was built."""
    for _ in range(3):
        suspend_edition(issue_edition())
    _built()


def resumptions() -> None:
    """Three editions suspended and resumed after a day was built."""
    for _ in range(3):
        edition = issue_edition()
        suspend_edition(edition)
        resume_edition(edition)
    _built()


def _listener() -> Branch:
    """The head office has a system with a webhook that is told of everything."""
    head_office = branch_tree().head_office
    WebhookFactory(client__branch=head_office, address=RECEIVER["address"])
    return head_office


def told_issues() -> None:
    """Three editions issued that a system is told of."""
    head_office = _listener()
    for _ in range(3):
        issue_edition(branch=head_office)


def told_suspensions() -> None:
    """Three editions suspended, one of them twice."""
    head_office = _listener()
    for number in range(3):
        edition = issue_edition(branch=head_office)
        suspend_edition(edition)
        if number == 0:
            resume_edition(edition)
            suspend_edition(edition)


def told_resumptions() -> None:
    """Two editions suspended and resumed, one of them twice."""
    head_office = _listener()
    for times in (1, 2):
        edition = issue_edition(branch=head_office)
        for _ in range(times):
            suspend_edition(edition)
            resume_edition(edition)


def told_recalls() -> None:
    """Three editions recalled that a system could use."""
    head_office = _listener()
    for _ in range(3):
        recall_edition(issue_edition(branch=head_office))


def told_packages() -> None:
    """The packages of three days built, and one of them again."""
    head_office = _listener()
    EntryFactory(programme=ProgrammeFactory(branch=head_office))
    issue_edition(branch=head_office, valid_until=clock.now() + timedelta(days=5))
    for number in range(3):
        build_day(today() + timedelta(days=number), clock.now())


def changes_of_the_index() -> None:
    """Three editions to be told to Elasticsearch: one stands, one is recalled, one suspended and resumed."""
    with override_settings(ARMOURY_SEARCH_ENGINE="elasticsearch"):
        _stands, recalled, resumed = (issue_edition() for _ in range(3))
        recall_edition(recalled)
        suspend_edition(resumed)
        resume_edition(resumed)


def deliveries() -> None:
    """Three things to be sent to one receiver."""
    _listener()
    webhook = Webhook.objects.get()
    for number in range(3):
        tell_webhook(webhook, "webhook.test", about=str(number), data={}, at=clock.now())


def activations() -> None:
    """Three rule sets activated one after the other, that block two editions."""
    for _number in range(2):
        issue_edition(texts={"moments": f"{WORD}，内容仅供参考，不构成任何投资建议。"})
    for number in (1, 2, 3):
        activate(tried_draft(make_rule(f"TST-00{number}")))


def hits() -> None:
    """A rule set activated that blocks three editions, which are announced."""
    for _number in range(3):
        issue_edition(texts={"moments": f"{WORD}，内容仅供参考，不构成任何投资建议。"})
    version = activate(tried_draft(make_rule()))
    with transaction.atomic():
        announce_hits(version.number, 0, clock.now())


HISTORIES: dict[str, Callable[[], None]] = {
    "distribution.ask_for_deletion": recalls,
    "review.erase_story": withdrawals,
    "review.erase_unmasked": submissions,
    "review.suspend_what_leads_there": deaths,
    "review.find_what_rules_hit": activations,
    "review.follow_rules": hits,
    "core.remove_erased": erasures,
    "distribution.deliver_webhook": deliveries,
    "distribution.tell_of_issue": told_issues,
    "distribution.tell_of_package": told_packages,
    "distribution.tell_of_recall": told_recalls,
    "distribution.tell_of_resumption": told_resumptions,
    "distribution.tell_of_suspension": told_suspensions,
    "distribution.lay_out_issued": issues,
    "distribution.lay_out_without_suspended": suspensions,
    "distribution.lay_out_resumed": resumptions,
    "distribution.lay_out_without_recalled": recalls_of_what_was_laid_out,
    "search.feed": changes_of_the_index,
}
EXAMPLES = {"search.feed": 8}
"""Where each example needs an index of its own."""
HANDLERS = [
    pytest.param(
        handler,
        id=handler.name,
        marks=[pytest.mark.service, pytest.mark.once, needs_elasticsearch] * (handler.name == "search.feed"),
    )
    for handler in outbox.handlers()
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Path:
    """A place of its own for pictures and blobs, so that what a handler removes can be put back."""
    place = tmp_path / "files"
    (place / "blobs").mkdir(parents=True)
    settings.MEDIA_ROOT = place / "media"
    options = {"location": place / "blobs"}
    settings.STORAGES = {
        **settings.STORAGES,
        "blobs": {"BACKEND": "core.blob_storage.WriteOnceStorage", "OPTIONS": options},
    }
    settings.ARMOURY_DEAD_LINK_SUSPENDS = True
    return place


@pytest.fixture(autouse=True)
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving(settings) as running:
        RECEIVER["address"] = running.address
        yield running


def test_every_handler_has_a_history() -> None:
    assert {handler.name for handler in outbox.handlers()} == HISTORIES.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("handler", HANDLERS)
def test_any_order_with_repetitions_has_the_same_end(
    handler: Handler, files: Path, frozen_clock: FrozenClock
) -> None:
    HISTORIES[handler.name]()
    events = list(OutboxMessage.objects.filter(handler=handler.name).order_by("version", "pk"))
    assert len(events) >= 3
    before = digest(files)
    wanted = after(handler, events, files)
    assert wanted != before

    @settings(
        max_examples=EXAMPLES.get(handler.name, 25), deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.permutations(events * TIMES))
    def shuffled(order: Sequence[OutboxMessage]) -> None:
        assert after(handler, order, files) == wanted

    shuffled()


@pytest.mark.django_db
@pytest.mark.parametrize("handler", HANDLERS)
def test_what_comes_late_fills_the_gap(handler: Handler, files: Path, frozen_clock: FrozenClock) -> None:
    """Each event in turn is missing at first and comes after all the others."""
    HISTORIES[handler.name]()
    events = list(OutboxMessage.objects.filter(handler=handler.name).order_by("version", "pk"))
    wanted = after(handler, events, files)
    for late in events:
        others = [event for event in events if event != late]
        assert after(handler, [*others, late, *others], files) == wanted


@pytest.mark.django_db
def test_through_the_outbox_itself_announced_three_times(files: Path, frozen_clock: FrozenClock) -> None:
    """The same event announced again is one message; retried by hand it takes effect once."""
    recalls()
    events = list(OutboxMessage.objects.all())
    handlers = {handler.name: handler for handler in outbox.handlers()}
    recalled = [event for event in events if event.handler == "distribution.ask_for_deletion"]
    wanted = after(handlers["distribution.ask_for_deletion"], recalled, files)
    for event in [*events, *events]:
        outbox.announce(event.topic, event.object_key, event.version, event.payload, event.announced_at)
    assert OutboxMessage.objects.count() == len(events)
    for _ in range(TIMES):
        outbox.deliver()
        OutboxMessage.objects.update(status="ready", due_at=event.announced_at)
    assert digest(files) == wanted


def after(handler: Handler, events: Sequence[OutboxMessage], files: Path) -> str:
    """Return what all places hold after `handler` ran for `events` in this order; then undo it."""
    kept = shutil.copytree(files, files.with_name("kept"))
    with transaction.atomic(), elsewhere(handler) as look:
        for event in events:
            handler.run(event.payload)
        found = digest(files) + look()
        transaction.set_rollback(True)
    shutil.rmtree(files)
    kept.rename(files)
    return found


@contextmanager
def elsewhere(handler: Handler) -> Iterator[Callable[[], str]]:
    """Give the handler an empty index, if it writes to Elasticsearch; yield what tells what is in it.

    Of a handler that only announces, yield what it announced.
    """
    if handler.name == "review.find_what_rules_hit":
        announced = OutboxMessage.objects.filter(handler="review.follow_rules")
        yield lambda: str(sorted(announced.values_list("object_key", flat=True)))
        return
    if handler.name != "search.feed":
        yield lambda: ""
        return
    with (
        index_of_its_own() as name,
        override_settings(ARMOURY_SEARCH_ENGINE="elasticsearch", ARMOURY_ELASTICSEARCH_INDEX=name),
    ):
        yield lambda: str(sorted(all_in(Cluster()).items()))


def digest(files: Path) -> str:
    """The hash of all rows of all rooms but the outbox, and of the names of all files.

    What depends on the order of writing is left out: keys, and how the ledger's records are chained.
    """
    lines = [str(path.relative_to(files)) for path in files.rglob("*") if path.is_file()]
    for model in apps.get_models():
        if (
            model._meta.app_label in ROOMS
            and model not in {OutboxMessage, LedgerHead}
            and not model._meta.proxy
        ):
            left_out = CHAINED if model is LedgerRecord else KEYS
            kept = [field.name for field in model._meta.concrete_fields if field.name not in left_out]
            rows = model._base_manager.all()
            lines += [
                f"{model._meta.label} {serializers.serialize('json', [row], fields=kept).split('fields')[1]}"
                for row in rows
            ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
