"""Recall: from the next read on, nobody sees it."""

import json
from datetime import timedelta

import pytest

from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from review.actions.recall import ReasonMissing, recall
from review.enums import EditionStatus
from review.models import Edition, Recall
from review.signals import edition_ended
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition, officer_for, recall_edition

pytestmark = pytest.mark.django_db


def test_readers_see_it_no_more(frozen_clock: FrozenClock) -> None:
    edition, other = issue_edition(), issue_edition()
    made = recall_edition(edition, reason=" 数据有误。 ", correction="更正说明。")
    assert list(Edition.objects.readable(frozen_clock.at)) == [other]
    assert (edition.status, edition.ended_at) == (EditionStatus.RECALLED, frozen_clock.at)
    assert (made.reason, made.correction) == ("数据有误。", "更正说明。")


def test_it_is_on_record_and_announced_to_upper_rooms() -> None:
    edition = issue_edition()
    told: list[Edition] = []

    def listen(edition: Edition, **kwargs: object) -> None:
        told.append(edition)

    edition_ended.connect(listen)
    made = recall_edition(edition)
    edition_ended.disconnect(listen)
    record = LedgerRecord.objects.get(event="edition.recalled")
    assert told == [edition]
    assert (record.subject, record.subject_sha256) == (edition.ledger_subject, edition.edition_sha256)
    assert json.loads(bytes(record.payload)) == {
        "reason": made.reason,
        "correction": "",
        "recalled_by": made.recalled_by.actor,
    }


def test_it_is_recalled_once() -> None:
    edition = issue_edition()
    recall_edition(edition)
    with pytest.raises(Conflict, match="recalled already"):
        recall_edition(edition)
    assert Recall.objects.count() == 1


def test_what_has_lapsed_can_still_be_recalled(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    frozen_clock.move_to(edition.valid_until + timedelta(days=1))
    recall_edition(edition)
    assert edition.status == EditionStatus.RECALLED


def test_a_reason_is_needed() -> None:
    edition = issue_edition()
    with pytest.raises(ReasonMissing):
        recall_edition(edition, reason="  ")
    edition.refresh_from_db()
    assert edition.status == EditionStatus.ISSUED


def test_it_needs_role_branch_and_a_fresh_signature(frozen_clock: FrozenClock) -> None:
    tree = branch_tree()
    edition = issue_edition(branch=tree.east)
    attempts = [
        ("role", UserFactory(editor=True, branch=tree.east), frozen_clock.at),
        ("role", UserFactory(roles=[], is_superuser=True, branch=tree.head_office), frozen_clock.at),
        ("branch", UserFactory(officer=True, branch=tree.west), frozen_clock.at),
        ("signature", officer_for(tree.east), frozen_clock.at - timedelta(minutes=6)),
        ("signature", officer_for(tree.east), None),
    ]
    for rule, actor, authenticated_at in attempts:
        with pytest.raises(Refused) as caught:
            recall(
                edition.public_id,
                reason="数据有误。",
                correction="",
                actor=actor,
                authenticated_at=authenticated_at,
                at=clock.now(),
            )
        assert caught.value.rule == rule
    assert list(Edition.objects.readable(frozen_clock.at)) == [edition]
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == len(attempts)
