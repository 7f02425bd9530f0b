"""The corpus: shipped sentences with the bank's own."""

import pytest
from django.db import IntegrityError, transaction

from core import clock
from review.domain.labelled import shipped
from review.domain.screening.result import Verdict
from review.enums import LabelStatus, Wanted
from review.models import LabelledSentence
from review.queries.labelled import corpus, corpus_fingerprint
from tests.factories.labelled import LabelledFactory

pytestmark = pytest.mark.django_db


def test_it_is_what_was_shipped_and_what_was_accepted() -> None:
    LabelledFactory(text="只是提议的一句")
    own = LabelledFactory(accepted=True, text="稳稳的幸福，本金不会少", product="fund")
    found = list(corpus())
    assert found[0] == own.sentence
    assert found[0].fields.product == "fund"
    assert len(found) == len(list(shipped())) + 1
    assert "只是提议的一句" not in {one.text for one in found}


def test_the_banks_own_label_stands_in_the_place_of_a_shipped_one() -> None:
    first = next(shipped())
    LabelledFactory(
        accepted=True, text=first.text, product=first.fields.product, wanted=Wanted.WARN, category="own"
    )
    same = [one for one in corpus() if one.key == first.key]
    assert [(one.wanted, one.category) for one in same] == [(Verdict.warn, "own")]


def test_of_two_accepted_labels_the_newer_counts_until_it_is_withdrawn() -> None:
    LabelledFactory(accepted=True, text="同一句话", wanted=Wanted.BLOCK)
    newer = LabelledFactory(accepted=True, text="同一句话", wanted=Wanted.PASS)
    assert [one.wanted for one in LabelledSentence.objects.in_corpus()] == [Wanted.PASS]
    LabelledSentence.objects.filter(pk=newer.pk).update(
        status=LabelStatus.WITHDRAWN, withdrawn_at=clock.now()
    )
    assert [one.wanted for one in LabelledSentence.objects.in_corpus()] == [Wanted.BLOCK]


def test_the_fingerprint_tells_sentences_and_labels_and_nothing_else() -> None:
    before = corpus_fingerprint()
    LabelledFactory(text="只是提议")
    assert corpus_fingerprint() == before
    LabelledFactory(accepted=True, text="同一句话", wanted=Wanted.BLOCK)
    blocked = corpus_fingerprint()
    LabelledFactory(accepted=True, text="同一句话", wanted=Wanted.PASS)
    assert len({before, blocked, corpus_fingerprint()}) == 3


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (LabelStatus.DECLINED, LabelStatus.ACCEPTED),
        (LabelStatus.WITHDRAWN, LabelStatus.ACCEPTED),
        (LabelStatus.ACCEPTED, LabelStatus.PROPOSED),
    ],
)
def test_what_was_settled_stays_settled(start: LabelStatus, end: LabelStatus) -> None:
    made = LabelledFactory(accepted=True, status=start)
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        LabelledSentence.objects.filter(pk=made.pk).update(status=end)
