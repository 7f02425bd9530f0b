"""Suspend: out of use from the next read on, for the time being; its dates run on."""

import json
from datetime import timedelta

import pytest

from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from review.actions.expire import expire_due
from review.actions.recall import ReasonMissing
from review.actions.suspend import suspend, suspend_by_policy
from review.enums import EditionStatus
from review.models import Edition, Suspension
from review.queries.editions import Standing, standing_of, with_standing
from review.queries.standings import standings
from review.signals import edition_suspended
from search.models import IndexedEdition
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition, officer_for, recall_edition, suspend_edition

pytestmark = pytest.mark.django_db


def test_readers_and_search_lose_it(frozen_clock: FrozenClock) -> None:
    edition, other = issue_edition(), issue_edition()
    made = suspend_edition(edition, reason=" 链接打不开。 ")
    assert list(Edition.objects.readable(frozen_clock.at)) == [other]
    assert list(IndexedEdition.objects.values_list("edition", flat=True)) == [other.pk]
    assert (edition.status, edition.ended_at) == (EditionStatus.SUSPENDED, None)
    assert (made.number, made.reason, made.suspended_at) == (1, "链接打不开。", frozen_clock.at)
    assert standings([edition.component_id]) == {edition.component_id: "Suspended"}


def test_it_is_on_record_and_announced_to_upper_rooms() -> None:
    edition = issue_edition()
    told: list[Edition] = []

    def listen(edition: Edition, **kwargs: object) -> None:
        told.append(edition)

    edition_suspended.connect(listen)
    made = suspend_edition(edition)
    edition_suspended.disconnect(listen)
    record = LedgerRecord.objects.get(event="edition.suspended")
    assert told == [edition]
    assert made.suspended_by is not None
    assert (record.subject, record.subject_sha256) == (edition.ledger_subject, edition.edition_sha256)
    assert json.loads(bytes(record.payload)) == {
        "reason": made.reason,
        "suspended_by": made.suspended_by.actor,
    }
    assert record.personal_data.body == {"suspended_by": str(made.suspended_by)}


def test_only_what_is_in_use_is_suspended(frozen_clock: FrozenClock) -> None:
    recalled, suspended, lapsed = issue_edition(), issue_edition(), issue_edition()
    recall_edition(recalled)
    suspend_edition(suspended)
    with pytest.raises(Conflict, match="Recalled"):
        suspend_edition(recalled)
    with pytest.raises(Conflict, match="Suspended"):
        suspend_edition(suspended)
    with pytest.raises(Conflict, match="Expired"):
        suspend_edition(lapsed, at=lapsed.valid_until)
    assert Suspension.objects.get().edition == suspended


def test_it_expires_while_it_is_suspended(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    suspend_edition(edition)
    end = edition.valid_until
    frozen_clock.move_to(end)
    assert standing_of(edition, end) == Standing.EXPIRED
    assert list(with_standing(Edition.objects.all(), Standing.EXPIRED, end)) == [edition]
    assert list(with_standing(Edition.objects.all(), Standing.SUSPENDED, end)) == []
    assert expire_due(end) == 1
    edition.refresh_from_db()
    assert (edition.status, edition.ended_at) == (EditionStatus.EXPIRED, end)


def test_it_is_recalled_while_it_is_suspended(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    suspend_edition(edition)
    assert list(with_standing(Edition.objects.all(), Standing.SUSPENDED, frozen_clock.at)) == [edition]
    recall_edition(edition)
    assert edition.status == EditionStatus.RECALLED


def test_a_successor_follows_a_suspended_edition(frozen_clock: FrozenClock) -> None:
    first = issue_edition()
    suspend_edition(first)
    frozen_clock.advance(minutes=1)
    second = issue_edition(component=first.component)
    first.refresh_from_db()
    assert (second.supersedes, first.superseded_at) == (first, frozen_clock.at)
    assert expire_due(frozen_clock.at) == 1
    first.refresh_from_db()
    assert first.status == EditionStatus.SUPERSEDED


def test_a_suspended_successor_still_follows(frozen_clock: FrozenClock) -> None:
    """Suspension moves no end: what was changed must not come back because the change waits."""
    first = issue_edition()
    frozen_clock.advance(minutes=1)
    second = issue_edition(component=first.component)
    suspend_edition(second)
    first.refresh_from_db()
    assert first.superseded_at == second.issued_at
    assert list(Edition.objects.readable(frozen_clock.at)) == []


def test_a_reason_is_needed() -> None:
    edition = issue_edition()
    with pytest.raises(ReasonMissing):
        suspend_edition(edition, reason="  ")
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
            suspend(
                edition.public_id,
                reason="链接打不开。",
                actor=actor,
                authenticated_at=authenticated_at,
                at=clock.now(),
            )
        assert caught.value.rule == rule
    assert list(Edition.objects.readable(frozen_clock.at)) == [edition]
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == len(attempts)


def test_policy_suspends_without_a_person_and_once(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    made = suspend_by_policy(edition.public_id, reason="链接失效。", at=frozen_clock.at)
    assert made is not None
    assert made.suspended_by is None
    assert suspend_by_policy(edition.public_id, reason="链接失效。", at=frozen_clock.at) is None
    payload = json.loads(bytes(LedgerRecord.objects.get(event="edition.suspended").payload))
    assert payload == {"reason": "链接失效。", "suspended_by": "policy"}
