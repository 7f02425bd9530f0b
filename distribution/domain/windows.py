"""Times of day at which messages may be sent. Pure; moments are handed in as business time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

MESSAGE_CHANNELS = frozenset({"group", "one_to_one"})
"""What rings on a phone. Moments are a feed, read when the customer likes: windows do not hold for them."""

_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


class UnreadableWindows(ValueError):
    """The text names no windows; `args[0]` is the part that cannot be read."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `begins` up to, but without, `ends`, within one day."""

    begins: time
    ends: time


def read_windows(text: str) -> tuple[Span, ...]:
    """Return the windows that `text` names, such as "9:00-11:00, 14:00-17:00", in the order of the day.

    An empty text means: at any time. Raises UnreadableWindows for a part that is no span of one day, and for
    spans that overlap.
    """
    parts = [part for part in re.split(r"[\s,，、;；]+", text.replace("：", ":").replace("—", "-")) if part]
    spans = sorted((_span(part) for part in parts), key=lambda span: span.begins)
    for earlier, later in pairwise(spans):
        if later.begins < earlier.ends:
            raise UnreadableWindows(_written(later))
    return tuple(spans)


def write_windows(spans: Sequence[Span]) -> str:
    """Return `spans` as people read them and `read_windows` takes them."""
    return ", ".join(_written(span) for span in spans)


def opens_at(spans: Sequence[Span], local: datetime) -> datetime | None:
    """Return None if one may send at `local`, otherwise when the next window opens, today or tomorrow."""
    if not spans or any(span.begins <= local.time() < span.ends for span in spans):
        return None
    later = [span.begins for span in spans if span.begins > local.time()]
    if later:
        return _at(local, later[0])
    return _at(local + timedelta(days=1), spans[0].begins)


def _at(day: datetime, begins: time) -> datetime:
    return day.replace(hour=begins.hour, minute=begins.minute, second=0, microsecond=0)


def _span(part: str) -> Span:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise UnreadableWindows(part)
    try:
        begins, ends = (
            time(int(found[1]), int(found[2])),
            time(int(found[3]), int(found[4])),
        )
    except ValueError as error:
        raise UnreadableWindows(part) from error
    if begins >= ends:
        raise UnreadableWindows(part)
    return Span(begins, ends)


def _written(span: Span) -> str:
    return f"{span.begins.hour}:{span.begins.minute:02}-{span.ends.hour}:{span.ends.minute:02}"
