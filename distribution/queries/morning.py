"""What a branch lead says in the morning: what is due, what is missing, how yesterday went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from content.enums import Channel, Slot
from content.kinds import kind_label
from core.clock import business_day
from distribution.domain.adoption import TakeUp
from distribution.domain.gate import Lock, channel_reason, needed
from distribution.domain.slots import Window
from distribution.enums import RecallOutcome
from distribution.models import ContentRequest, Feedback, RecallTask
from distribution.queries.adoption import take_up
from distribution.queries.readings import Reading, readings_of
from distribution.queries.reasons import reason_hint
from distribution.queries.today import LaidOut, LaidOutDay, day_of
from people.enums import QualificationKind
from people.models import Branch, User

MOST_PIECES = 4
"""So many pieces of a slot are told, so that the day fits one sheet; how many more there are is said."""

MOST_ANSWERED = 4


@dataclass(frozen=True, slots=True)
class Told:
    """One piece: what it is, what of it is locked and for whom, what to say."""

    title: str
    kind: str
    limits: tuple[str, ...]
    words: str
    is_stand_in: bool


@dataclass(frozen=True, slots=True)
class SlotOfMorning:
    """A slot with its first pieces, how many more it has, and the kinds that it still waits for."""

    slot: Slot
    window: Window
    pieces: tuple[Told, ...]
    more: int
    awaited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Morning:
    """One day of one branch. Of people there are numbers only."""

    branch: Branch
    day: date
    slots: tuple[SlotOfMorning, ...]
    yesterday: TakeUp
    open_recalls: int
    answered: Sequence[ContentRequest]
    answered_opinions: int
    waiting_requests: int


def morning_of(user: User, branch: Branch, at: datetime) -> Morning:
    """Return the morning page of `branch`, which is the user's own, at `at`. A fixed number of queries."""
    day = business_day(at)
    laid = day_of(user, day, at)
    readings = readings_of({item.edition_id: item.edition_sha256 for item in laid.items})
    since = datetime.combine(day - timedelta(days=1), datetime.min.time(), timezone.get_default_timezone())
    own = Q(manager__branch__path__startswith=branch.path)
    requests = ContentRequest.objects.overseen_by(user)
    return Morning(
        branch,
        day,
        tuple(_slot(laid, Slot(slot), readings, day) for slot in Slot.values),
        take_up(user, branch, day - timedelta(days=1)),
        RecallTask.objects.filter(own, outcome=RecallOutcome.PENDING).count(),
        list(requests.filter(handled_at__gte=since).order_by("-handled_at")[:MOST_ANSWERED]),
        Feedback.objects.filter(own, answered_at__gte=since).count(),
        requests.filter(handled_at=None).count(),
    )


def _slot(laid: LaidOutDay, slot: Slot, readings: Mapping[int, Reading], day: date) -> SlotOfMorning:
    once = {item.edition_id: item for item in laid.items if item.slot == slot and item.edition_id in readings}
    pieces = tuple(_told(item, readings[key], day) for key, item in once.items())
    return SlotOfMorning(
        slot,
        laid.windows[slot],
        pieces[:MOST_PIECES],
        max(0, len(pieces) - MOST_PIECES),
        tuple(str(kind_label(wait.kind)) for wait in laid.awaited if wait.slot == slot),
    )


def _told(item: LaidOut, reading: Reading, day: date) -> Told:
    return Told(
        reading.title,
        str(kind_label(reading.kind)),
        tuple(_limits(reading, day)),
        reading.excerpt,
        item.is_stand_in,
    )


def _limits(reading: Reading, day: date) -> list[str]:
    """Return what of a piece is shut for everybody, and what must be held to send it."""
    shut = channel_reason(reading.offer, Channel.MOMENTS, QualificationKind.values)
    found = [reason_hint(shut, day)] if shut and shut.lock is not Lock.NOTHING_WRITTEN else []
    return [*found, *(str(QualificationKind(one).label) for one in needed(reading.offer))]
