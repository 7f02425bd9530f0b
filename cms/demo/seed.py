"""Set the demo up, or go on with it: `seed()` may be called at every start.

Everything goes through the ordinary actions, at moments in the past and in the order of time. It must: the
ledger's times never go back, and a certificate, a recall or a pull is only worth showing if it came about as
it would in a bank. So the library's steps, dated from the day on which the demo was opened, are sorted by
time and run one after the other; nothing happens later than the moment of opening. On a later day that day's
brief and package are added.

Each step looks whether it was done before (components, pulls and the like have stable ids), so a second call
changes nothing, and after a crash the next call goes on.
"""

from collections.abc import Iterator
from datetime import datetime

from cms.demo import staff
from cms.demo.briefs import brief_of
from cms.demo.packages import package_steps, pull_steps
from cms.demo.pictures import picture_steps
from cms.demo.products import products_step
from cms.demo.reading import pieces
from cms.demo.staff import Login, NotADemo
from cms.demo.steps import Step, carry_out
from cms.demo.stories import expiry_step, story_steps
from cms.demo.timetable import Timetable, business_day
from core import clock
from review.actions.expire import expire_due
from review.models import Edition

__all__ = ["LOGINS", "Login", "NotADemo", "seed"]

LOGINS: list[Login] = staff.logins()

EARLIER_BRIEFS = (-2, -1)
BRIEF_ENDS = "0 12:01"


def seed() -> int:
    """Bring the demo up to today and return how many steps that took: none on a second call on the same day.

    Hold no transaction. Raises NotADemo, having written nothing, where the database holds other people.
    """
    return carry_out(plan(clock.now()))


def plan(now: datetime) -> list[Step]:
    """Return every step of the demo from the day of its opening to `now`, done or not. Raises NotADemo."""
    opened = staff.opened(now)
    first = Timetable(business_day(opened), opened)
    steps = [*_library(first), *_daily(first)]
    if business_day(now) > first.day:
        steps.extend(_daily(Timetable(business_day(now), now)))
    return steps


def _library(first: Timetable) -> Iterator[Step]:
    """Yield what is there from the first day on."""
    beginning = first.at("-30 09:00")
    yield staff.staff_step(beginning, joined=first.limit)
    yield products_step(first, beginning)
    yield from picture_steps(beginning)
    for piece in pieces():
        yield from story_steps(piece, first)
        if piece.successor:
            yield expiry_step(piece, 1, first.at("-1 12:01"))
    for offset in EARLIER_BRIEFS:
        yield from _brief(first.shifted(offset))
    yield from package_steps(first, "first_days")
    yield from pull_steps(first)


def _daily(today: Timetable) -> Iterator[Step]:
    """Yield what each day brings: what has lapsed is recorded, then a brief and a package."""
    beginning = today.at("0 00:01")
    if beginning.has_come:
        yield Step(beginning, "到期登记", lambda: not _lapsed(beginning.at), expire_due)
    yield from _brief(today)
    yield from package_steps(today, "daily")


def _brief(timetable: Timetable) -> Iterator[Step]:
    piece = brief_of(timetable.day)
    yield from story_steps(piece, timetable)
    ends = timetable.at(BRIEF_ENDS)
    if ends.has_come:
        yield expiry_step(piece, 1, ends)


def _lapsed(at: datetime) -> bool:
    return Edition.objects.lapsed(at).exists()
