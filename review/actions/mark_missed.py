"""Mark what was missed: an officer says that screening should have found a sentence of a case."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from content.domain.document import Document, Passage, passages
from core.actions import Conflict, action
from people.models import User
from review.actions.recall import ReasonMissing
from review.domain.labelled import Sentence
from review.domain.screening.result import Verdict
from review.domain.sentences import LONGEST, normalised
from review.enums import LabelOrigin
from review.models import LabelledSentence
from review.models.candidate import TamperedContent
from review.queries.cases import lock_case
from review.queries.corpus_keeping import require_may_mark
from review.queries.labelled import category_of, fields_of


class NotInPiece(Exception):
    """The sentence does not stand in the piece, or is longer than a sentence that is kept."""


@action("mark missed")
def mark_missed(
    case_id: UUID,
    text: str,
    *,
    wanted: Verdict,
    category: str,
    rule: str,
    reason: str,
    actor: User,
    at: datetime,
) -> LabelledSentence:
    """Propose for the corpus that `text`, which stands in the piece, gets the verdict `wanted`.

    `rule` is the rule that should have found it, or empty: then `category` says what it is. Nothing is
    written into the ledger, as in `mark_false_alarm`. Raises Refused unless `actor` may decide a level of
    this case and wrote nothing of it, NotInPiece, Conflict for a sentence that was marked on this case
    already, ReasonMissing.
    """
    case = lock_case(case_id)
    require_may_mark(case, actor)
    try:
        document = case.candidate.content
    except TamperedContent as error:
        raise Conflict(_("The kept content no longer has its hash. Nothing of it can be decided.")) from error
    passage = _holding(document, text)
    if not reason.strip():
        raise ReasonMissing
    sentence = Sentence(
        text.strip(), wanted, category_of(rule) if rule else category, fields_of(document, passage.channel)
    )
    if case.labelled_sentences.filter(key=sentence.key, origin=LabelOrigin.MISSED).exists():
        raise Conflict(_("This sentence was marked already."))
    row = LabelledSentence.of(
        sentence,
        origin=LabelOrigin.MISSED,
        case=case,
        rule=rule,
        reason=reason.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    row.save()
    return row


def _holding(document: Document, text: str) -> Passage:
    """Return the passage in which `text` stands; line breaks and punctuation may have changed in copying."""
    wanted = normalised(text)
    if not wanted or len(text.strip()) > LONGEST:
        raise NotInPiece
    for passage in passages(document):
        if wanted in normalised(passage.text):
            return passage
    raise NotInPiece
