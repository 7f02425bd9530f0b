"""What becomes of a piece: submitted, decided, recalled, through the same actions that people use."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from cms.demo import customers
from cms.demo.careers import issues, story_of
from cms.demo.reading import Event, Piece
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment, Timetable
from cms.demo.writing import component_id, write
from content.models import Component
from review.actions.decide import Signature, decide
from review.actions.expire import expire_due
from review.actions.keep_justifications import keep_justifications
from review.actions.prepare import prepare
from review.actions.read_waiting import read_waiting
from review.actions.recall import recall
from review.actions.submit import submit
from review.actions.suspend import suspend
from review.actions.withdraw import withdraw
from review.enums import CaseStatus, EditionStatus, Level, Verdict
from review.forms.submission import field_name
from review.models import Candidate, Case, DraftJustification, Edition, Recall, Suspension
from review.queries.reader_process import reader_process

SECONDS_FOR_PICTURES = 600.0
"""What the work loop would have read meanwhile."""

VERDICTS: Mapping[str, Verdict] = {verdict.value: verdict for verdict in Verdict}


def story_steps(piece: Piece, timetable: Timetable) -> Iterator[Step]:
    """Yield the steps of the piece's story, and of its editions' ends as far as these have come.

    A second "write" begins the piece's second writing; what a manager sent in an editor has to "finish".
    """
    number, story = 0, story_of(piece)
    for event in story:
        number += event.do in {"write", "finish"}
        yield _step(piece, number, event, timetable)
    own = timetable.shifted(piece.day)
    if piece.successor:
        issued, begins = timetable.at(story[-1].at), own.at(piece.writing(2).valid[0])
        yield _expiry(piece, 1, max(issued, begins))
    ends = own.at(piece.writing(number).valid[1])
    if issues(piece) and ends.has_come:
        yield _expiry(piece, number, ends)


def _expiry(piece: Piece, number: int, at: Moment) -> Step:
    """Return the step that records the end of a writing's edition, by time or by its successor."""

    def is_done() -> bool:
        edition = _edition(piece.code, number)
        return edition is not None and edition.status != EditionStatus.ISSUED

    return Step(at, f"到期登记：{piece.code}", is_done, expire_due)


def newest_edition(code: str) -> Edition | None:
    """Return the newest edition of the piece with this code, or None."""
    return Edition.objects.filter(component__public_id=component_id(code)).order_by("-pk").first()


def _step(piece: Piece, number: int, event: Event, timetable: Timetable) -> Step:
    verbs: Mapping[str, tuple[Callable[..., bool], Callable[..., object]]] = {
        "write": (_is_written, partial(_write, timetable)),
        "submit": (_is_submitted, _submit),
        "justify": (_is_justified, _justify),
        "withdraw": (_is_withdrawn, _withdraw),
        "recall": (_is_recalled, _recall),
        "suspend": (_is_suspended, _suspend),
        "send": (customers.is_sent, partial(customers.send, timetable)),
        "mask": (customers.is_masked, customers.mask),
        "finish": (customers.is_finished, partial(customers.finish, timetable)),
        "take_back": (customers.is_taken_back, customers.take_back),
        **dict.fromkeys(VERDICTS, (_is_decided, _decide)),
    }
    is_done, run = verbs[event.do]
    return Step(
        timetable.at(event.at),
        timetable.shifted(piece.day).words(piece.title),
        partial(is_done, piece, number, event),
        partial(run, piece, number, event),
    )


def _is_written(piece: Piece, number: int, event: Event) -> bool:
    component = Component.objects.filter(public_id=component_id(piece.code)).first()
    return component is not None and component.revisions.count() >= number


def _write(timetable: Timetable, piece: Piece, number: int, event: Event, at: datetime) -> None:
    write(piece, number, event.by, timetable, at)


def _is_submitted(piece: Piece, number: int, event: Event) -> bool:
    return _candidate(piece.code, number) is not None


def _submit(piece: Piece, number: int, event: Event, at: datetime) -> None:
    read_waiting(reader_process, SECONDS_FOR_PICTURES)
    prepared = prepare(Component.objects.get(public_id=component_id(piece.code)), at)
    words = {finding.key: event.justification for finding in prepared.screening.warnings}
    submit(prepared, actor=user(event.by), justifications=words, at=at)


def _is_justified(piece: Piece, number: int, event: Event) -> bool:
    kept = DraftJustification.objects.filter(component__public_id=component_id(piece.code))
    return kept.exists() or _is_submitted(piece, number, event)


def _justify(piece: Piece, number: int, event: Event, at: datetime) -> None:
    """Say the event's words to each warning of the draft, as its writer does while writing."""
    component = Component.objects.get(public_id=component_id(piece.code))
    warnings = prepare(component, at).screening.warnings
    words = {field_name(finding): event.justification for finding in warnings}
    keep_justifications(component, words, actor=user(event.by))


def _is_decided(piece: Piece, number: int, event: Event) -> bool:
    case = _case(piece.code, number)
    return case is not None and case.decisions.filter(officer__username=event.by).exists()


def _decide(piece: Piece, number: int, event: Event, at: datetime) -> None:
    case = _case(piece.code, number)
    if case is None:
        raise Case.DoesNotExist(piece.code)
    signature = Signature(Level(case.current_level), case.candidate.content_sha256, at)
    decide(
        case.public_id,
        verdict=VERDICTS[event.do],
        reasons=event.reasons,
        signature=signature,
        actor=user(event.by),
        at=at,
    )


def _is_withdrawn(piece: Piece, number: int, event: Event) -> bool:
    case = _case(piece.code, number)
    return case is not None and case.status == CaseStatus.WITHDRAWN


def _withdraw(piece: Piece, number: int, event: Event, at: datetime) -> None:
    case = _case(piece.code, number)
    if case is None:
        raise Case.DoesNotExist(piece.code)
    withdraw(case.public_id, actor=user(event.by), at=at)


def _is_recalled(piece: Piece, number: int, event: Event) -> bool:
    return Recall.objects.filter(edition=_edition(piece.code, number)).exists()


def _recall(piece: Piece, number: int, event: Event, at: datetime) -> None:
    edition = _edition(piece.code, number)
    if edition is None:
        raise Edition.DoesNotExist(piece.code)
    recall(
        edition.public_id,
        reason=event.reasons,
        correction=event.correction,
        actor=user(event.by),
        authenticated_at=at,
        at=at,
    )


def _is_suspended(piece: Piece, number: int, event: Event) -> bool:
    return Suspension.objects.filter(edition=_edition(piece.code, number)).exists()


def _suspend(piece: Piece, number: int, event: Event, at: datetime) -> None:
    edition = _edition(piece.code, number)
    if edition is None:
        raise Edition.DoesNotExist(piece.code)
    suspend(edition.public_id, reason=event.reasons, actor=user(event.by), authenticated_at=at, at=at)


def _candidate(code: str, number: int) -> Candidate | None:
    candidates = Candidate.objects.filter(component__public_id=component_id(code)).order_by("pk")
    return candidates[number - 1 : number].first()


def _case(code: str, number: int) -> Case | None:
    candidate = _candidate(code, number)
    return candidate.cases.select_related("candidate").order_by("pk").first() if candidate else None


def _edition(code: str, number: int) -> Edition | None:
    candidate = _candidate(code, number)
    return candidate.editions.order_by("pk").first() if candidate else None
