"""Editions as a manager's list shows them: by channel what is open, locked, or taken already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import BigIntegerField

from content.enums import Channel
from core.prepared import Prepared
from distribution.domain.gate import Lock, Reason
from distribution.enums import COUNTED
from distribution.models import Pull, SavedEdition
from distribution.queries.limits import ManagerDay
from distribution.queries.readings import Reading, readings_of
from people.models import User


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel of an edition for one manager. `reason` says why it is shut, if it is."""

    channel: Channel
    reason: Reason | None
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One edition for one manager. `is_full`: no segment that it is for has a place left today,
    `is_saved`: the manager has put it aside."""

    reading: Reading
    channels: tuple[ChannelState, ...]
    is_full: bool
    is_saved: bool


def cards_of(hashes: Mapping[int, str], manager: User, today: ManagerDay) -> dict[int, Card]:
    """Return a card by primary key for editions that the caller has found visible, given with their hashes.

    Three queries at most. `today` is the manager's day. An edition whose bytes were tampered with has no
    card.
    """
    taken, full = _taken(hashes, manager), today.full_segments()
    saved = _saved(hashes, manager)
    return {
        key: Card(
            reading=reading,
            channels=_states(key, reading, taken, today),
            is_full=bool(reading.channels and reading.segments) and set(reading.segments) <= full,
            is_saved=key in saved,
        )
        for key, reading in readings_of(hashes).items()
    }


_TAKEN: Final = Prepared(
    lambda manager, keys: (
        Pull.objects.filter(manager=manager, edition__pk__in=keys, status__in=COUNTED)
        .order_by()
        .values_list("edition_id", "channel")
    ),
    manager=BigIntegerField(),
    keys=BigIntegerField(),
)
_SAVED: Final = Prepared(
    lambda manager, keys: (
        SavedEdition.objects.filter(manager=manager, edition__pk__in=keys)
        .order_by()
        .values_list("edition_id", flat=True)
    ),
    manager=BigIntegerField(),
    keys=BigIntegerField(),
)


def _taken(keys: Collection[int], manager: User) -> set[tuple[int, str]]:
    return set(_TAKEN.rows(manager=manager.pk, keys=list(keys)))


def _saved(keys: Collection[int], manager: User) -> set[int]:
    return set(_SAVED.rows(manager=manager.pk, keys=list(keys)))


def _states(
    key: int, reading: Reading, taken: Collection[tuple[int, str]], today: ManagerDay
) -> tuple[ChannelState, ...]:
    """What was never written for a channel is not worth a word on a card; what is locked otherwise is."""
    states = (
        ChannelState(channel, today.channel_reason(reading.offer, channel), (key, channel.value) in taken)
        for channel in Channel
    )
    return tuple(
        state for state in states if state.reason is None or state.reason.lock != Lock.NOTHING_WRITTEN
    )
