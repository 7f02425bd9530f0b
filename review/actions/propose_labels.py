"""Propose labels: compliance of the head office writes, or takes in, what rules are measured by."""

from collections.abc import Sequence
from datetime import datetime

from core.actions import action
from people.models import User
from review.domain.labelled import Sentence
from review.enums import LabelOrigin, LabelStatus
from review.models import LabelledSentence
from review.queries.corpus_keeping import require_keeper

AT_ONCE = 500


@action("propose labels")
def propose_labels(
    sentences: Sequence[Sentence], *, reason: str, actor: User, at: datetime
) -> list[LabelledSentence]:
    """Write a proposal for each sentence that is not proposed or in the corpus with the same label already.

    Returns those written: the same file given twice leaves nothing double. Nothing is measured by them until
    somebody else accepts them. Raises Refused unless `actor` is of the head office's compliance.
    """
    require_keeper(actor, subject="labels")
    known = _known({one.key for one in sentences})
    new = {(one.key, one.wanted): one for one in sentences if (one.key, one.wanted) not in known}
    return LabelledSentence.objects.bulk_create(
        [
            LabelledSentence.of(
                one, origin=LabelOrigin.WRITTEN, reason=reason.strip(), proposed_by=actor, proposed_at=at
            )
            for one in new.values()
        ],
        batch_size=AT_ONCE,
    )


def _known(keys: set[str]) -> set[tuple[str, str]]:
    standing = LabelledSentence.objects.filter(status__in=[LabelStatus.PROPOSED, LabelStatus.ACCEPTED])
    ordered, found = sorted(keys), set()
    for start in range(0, len(ordered), AT_ONCE):
        rows = standing.filter(key__in=ordered[start : start + AT_ONCE])
        found |= set(rows.values_list("key", "wanted"))
    return found
