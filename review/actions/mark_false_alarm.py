"""Mark a false alarm: an officer says that a finding on a case is none."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from content.domain.document import Document, Passage, passages
from core.actions import Conflict, action
from people.models import User
from review.actions.recall import ReasonMissing
from review.domain.labelled import Sentence
from review.domain.screening.result import Finding, ScreeningResult, Severity, Verdict
from review.domain.sentences import sentence_at
from review.enums import LabelOrigin
from review.models import LabelledSentence
from review.models.candidate import TamperedContent
from review.queries.cases import lock_case
from review.queries.corpus_keeping import require_may_mark
from review.queries.labelled import category_of, fields_of

_VERDICTS: Final = {Severity.block: Verdict.block, Severity.warn: Verdict.warn, Severity.info: Verdict.pass_}


@action("mark false alarm")
def mark_false_alarm(
    case_id: UUID, finding_key: str, *, reason: str, actor: User, at: datetime
) -> LabelledSentence:
    """Propose for the corpus that the finding's sentence gets the verdict that the other findings give it.

    Nothing changes until compliance of the head office accepts it, so nothing is written into the ledger: the
    row itself is immutable. Raises Refused unless `actor` may decide a level of this case and wrote nothing
    of it, Conflict for a finding that the case has not, that merely informs, or that was marked already,
    ReasonMissing.
    """
    case = lock_case(case_id)
    require_may_mark(case, actor)
    try:
        document = case.candidate.content
    except TamperedContent as error:
        raise Conflict(_("The kept content no longer has its hash. Nothing of it can be decided.")) from error
    result = case.newest_screening.outcome
    finding = next((one for one in result.findings if one.key == finding_key), None)
    if finding is None or finding.severity is Severity.info:
        raise Conflict(_("There is no such finding on this case. Open it again."))
    if case.labelled_sentences.filter(finding=finding_key).exists():
        raise Conflict(_("This finding was marked already."))
    if not reason.strip():
        raise ReasonMissing
    row = LabelledSentence.of(
        _sentence(document, finding, result),
        origin=LabelOrigin.FALSE_ALARM,
        case=case,
        rule=finding.rule,
        finding=finding.key,
        reason=reason.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    row.save()
    return row


def _sentence(document: Document, finding: Finding, result: ScreeningResult) -> Sentence:
    """Return the sentence with the gravest of what else was found in it."""
    passage = _passage(document, finding)
    text = sentence_at(passage.text, finding.start, finding.end)
    others = [
        one.severity
        for one in result.findings
        if one.place == finding.place and one.rule != finding.rule and one.text and one.text in text
    ]
    return Sentence(
        text,
        _VERDICTS[max(others, default=Severity.info)],
        category_of(finding.rule),
        fields_of(document, passage.channel),
    )


def _passage(document: Document, finding: Finding) -> Passage:
    """Return where the finding stands; one about the whole piece, on the first text that is sent."""
    found = list(passages(document))
    at_place = [one for one in found if one.place == finding.place]
    sent = [one for one in found if one.channel is not None]
    return next(iter([*at_place, *sent, *found]))
