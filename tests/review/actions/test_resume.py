"""Resume: the same bytes are used again, if they still hold and somebody else says so."""

import json
from datetime import timedelta

import pytest

from core import clock, outbox
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.enums import Role
from review.actions.recall import ReasonMissing
from review.actions.resume import resume
from review.enums import EditionStatus
from review.models import Edition, Resumption
from search.models import IndexedEdition
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import (
    issue_edition,
    make_component,
    officer_for,
    recall_edition,
    resume_edition,
    suspend_edition,
)

pytestmark = pytest.mark.django_db


def test_readers_and_search_have_it_again(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    suspend_edition(edition)
    made = resume_edition(edition, reason=" 已恢复。 ")
    assert list(Edition.objects.readable(frozen_clock.at)) == [edition]
    assert IndexedEdition.objects.get().edition_id == edition.pk
    assert (edition.status, made.reason) == (EditionStatus.ISSUED, "已恢复。")
    record = LedgerRecord.objects.get(event="edition.resumed")
    assert (record.subject, record.subject_sha256) == (edition.ledger_subject, edition.edition_sha256)
    assert json.loads(bytes(record.payload)) == {"reason": "已恢复。", "resumed_by": made.resumed_by.actor}


def test_it_can_be_suspended_again_and_every_time_is_announced() -> None:
    heard: list[tuple[str, object]] = []
    for topic in ("edition.suspended", "edition.resumed"):
        outbox.handler(topic, f"test.{topic}")(
            lambda payload, topic=topic: heard.append((topic, payload["edition"]))
        )
    try:
        edition = issue_edition()
        for _time in range(2):
            suspend_edition(edition)
            resume_edition(edition)
        while outbox.deliver():
            pass
    finally:
        for topic in ("edition.suspended", "edition.resumed"):
            del outbox._handlers[f"test.{topic}"]
    assert sorted(heard) == sorted(
        [(topic, str(edition.public_id)) for topic in ("edition.suspended", "edition.resumed")] * 2
    )
    assert list(edition.suspensions.values_list("number", flat=True)) == [1, 2]


def test_only_what_stands_suspended_is_resumed(frozen_clock: FrozenClock) -> None:
    issued, recalled, lapsed, followed = (issue_edition() for _number in range(4))
    for edition in (recalled, lapsed, followed):
        suspend_edition(edition)
    recall_edition(recalled)
    frozen_clock.advance(minutes=1)
    issue_edition(component=followed.component)
    followed.refresh_from_db()
    with pytest.raises(Conflict, match="Expiring"):
        resume_edition(issued)
    with pytest.raises(Conflict, match="Recalled"):
        resume_edition(recalled)
    with pytest.raises(Conflict, match="Superseded"):
        resume_edition(followed)
    with pytest.raises(Conflict, match="Expired"):
        resume_edition(lapsed, at=lapsed.valid_until)
    assert not Resumption.objects.exists()


def test_a_reason_is_needed() -> None:
    edition = issue_edition()
    suspend_edition(edition)
    with pytest.raises(ReasonMissing):
        resume_edition(edition, reason="  ")
    edition.refresh_from_db()
    assert edition.status == EditionStatus.SUSPENDED


def test_it_needs_role_branch_a_fresh_signature_and_no_author(frozen_clock: FrozenClock) -> None:
    tree = branch_tree()
    author = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=tree.east)
    edition = issue_edition(component=make_component(editor=author))
    suspend_edition(edition)
    attempts = [
        ("role", UserFactory(editor=True, branch=tree.east), frozen_clock.at),
        ("role", UserFactory(roles=[], is_superuser=True, branch=tree.head_office), frozen_clock.at),
        ("branch", UserFactory(officer=True, branch=tree.west), frozen_clock.at),
        ("author", author, frozen_clock.at),
        ("signature", officer_for(tree.east), frozen_clock.at - timedelta(minutes=6)),
        ("signature", officer_for(tree.east), None),
    ]
    for rule, actor, authenticated_at in attempts:
        with pytest.raises(Refused) as caught:
            resume(
                edition.public_id,
                reason="已恢复。",
                actor=actor,
                authenticated_at=authenticated_at,
                at=clock.now(),
            )
        assert caught.value.rule == rule
    assert list(Edition.objects.readable(frozen_clock.at)) == []
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == len(attempts)
