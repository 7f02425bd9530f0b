"""Labels proposed, accepted, declined, withdrawn."""

import json

import pytest

from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.models import User
from review.actions.accept_labels import accept_labels
from review.actions.decline_labels import decline_labels
from review.actions.propose_labels import propose_labels
from review.actions.recall import ReasonMissing
from review.actions.withdraw_label import withdraw_label
from review.domain.labelled import Sentence
from review.domain.plain_text import Fields
from review.domain.screening.result import Verdict
from review.enums import LabelStatus
from review.models import LabelledSentence
from review.queries.labelled import corpus
from tests.factories.labelled import LabelledFactory
from tests.factories.people import UserFactory, branch_tree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

ONE = Sentence("稳稳的幸福，本金不会少", Verdict.block, "收益承诺", Fields(product="wmp"))
OTHER = Sentence("端午安康", Verdict.pass_, "问候")


def officers(count: int) -> list[User]:
    head_office = branch_tree().head_office
    return [UserFactory(officer=True, branch=head_office) for _ in range(count)]


def propose(actor: User, *sentences: Sentence) -> list[LabelledSentence]:
    return propose_labels(sentences, reason="批量补充", actor=actor, at=clock.now())


def test_a_proposal_counts_when_somebody_else_has_accepted_it() -> None:
    one, other = officers(2)
    (row,) = propose(one, ONE)
    assert ONE not in list(corpus())
    with pytest.raises(Refused, match="yourself"):
        accept_labels([row.public_id], actor=one, at=clock.now())
    accept_labels([row.public_id], actor=other, at=clock.now())
    assert next(iter(corpus())) == ONE
    record = LedgerRecord.objects.get(event="label.accepted")
    assert (record.subject, record.subject_sha256) == (row.subject, ONE.key)
    assert json.loads(bytes(record.payload)) == {
        "wanted": "block",
        "category": "收益承诺",
        "proposed_by": one.actor,
        "accepted_by": other.actor,
    }


def test_all_or_none_are_accepted() -> None:
    one, other = officers(2)
    rows = [*propose(one, ONE), *propose(other, OTHER)]
    with pytest.raises(Refused):
        accept_labels([row.public_id for row in rows], actor=other, at=clock.now())
    assert set(LabelledSentence.objects.values_list("status", flat=True)) == {LabelStatus.PROPOSED}


def test_the_same_file_twice_leaves_nothing_double() -> None:
    one, other = officers(2)
    assert len(propose(one, ONE, ONE, OTHER)) == 2
    assert propose(one, ONE, OTHER) == []
    contrary = Sentence(ONE.text, Verdict.pass_, ONE.category, ONE.fields)
    assert len(propose(other, contrary)) == 1


def test_what_is_settled_is_not_settled_again() -> None:
    one, other = officers(2)
    (row,) = propose(one, ONE)
    decline_labels([row.public_id], actor=one, at=clock.now())
    row.refresh_from_db()
    assert (row.status, row.settled_by, row.settled_at) == (LabelStatus.DECLINED, one, clock.now())
    for settle in (accept_labels, decline_labels):
        with pytest.raises(Conflict, match="settled meanwhile"):
            settle([row.public_id], actor=other, at=clock.now())
        with pytest.raises(Conflict, match="at least one"):
            settle([], actor=other, at=clock.now())
    assert not LedgerRecord.objects.filter(event__startswith="label").exists()


def test_a_withdrawn_sentence_stays_in_the_table_with_the_reason() -> None:
    (officer,) = officers(1)
    row = LabelledFactory(accepted=True, text=ONE.text)
    with pytest.raises(ReasonMissing):
        withdraw_label(row.public_id, reason=" ", actor=officer, at=clock.now())
    made = withdraw_label(row.public_id, reason=" 规定已变 ", actor=officer, at=clock.now())
    assert (made.status, made.withdrawn_because, made.withdrawn_by) == (
        LabelStatus.WITHDRAWN,
        "规定已变",
        officer,
    )
    assert ONE.text not in {one.text for one in corpus()}
    record = LedgerRecord.objects.get(event="label.withdrawn")
    assert json.loads(bytes(record.payload)) == {"reason": "规定已变", "withdrawn_by": officer.actor}
    with pytest.raises(Conflict, match="not in the corpus"):
        withdraw_label(row.public_id, reason="再来", actor=officer, at=clock.now())


def test_only_compliance_of_the_head_office_keeps_the_corpus() -> None:
    tree = branch_tree()
    proposed, accepted = LabelledFactory(), LabelledFactory(accepted=True)
    refused = [
        UserFactory(officer=True, branch=tree.east),
        UserFactory(editor=True, branch=tree.head_office),
        UserFactory(auditor=True, branch=tree.head_office),
        UserFactory(is_superuser=True, branch=tree.head_office),
    ]
    for user in refused:
        with pytest.raises(Refused):
            propose(user, ONE)
        with pytest.raises(Refused):
            accept_labels([proposed.public_id], actor=user, at=clock.now())
        with pytest.raises(Refused):
            decline_labels([proposed.public_id], actor=user, at=clock.now())
        with pytest.raises(Refused):
            withdraw_label(accepted.public_id, reason="不要了", actor=user, at=clock.now())
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 4 * len(refused)
    assert LabelledSentence.objects.count() == 2
