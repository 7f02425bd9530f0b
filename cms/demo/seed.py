"""Set the demo up, or go on with it: `seed()` may be called at every start.

Everything goes through the ordinary actions, at moments in the past and in the order of time. It must: the
ledger's times never go back, and a certificate, a recall or a pull is only worth showing if it came about as
it would in a bank. So the library's steps, dated from the day on which the demo was opened, are sorted by
time and run one after the other; nothing happens later than the moment of opening. On a later day that day's
brief, columns and package are added.

Each step looks whether it was done before (components, pulls and the like have stable ids), so a second call
changes nothing, and after a crash the next call goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

from cms.demo import staff
from cms.demo.calendar import calendar_steps
from cms.demo.columns import columns_of, pieces_of
from cms.demo.copies import copy_steps
from cms.demo.desk import desk_steps
from cms.demo.events import event_steps, report_steps
from cms.demo.imports import import_steps
from cms.demo.links import link_steps
from cms.demo.marks import mark_steps
from cms.demo.new_rules import new_rule_steps
from cms.demo.own_things import own_steps
from cms.demo.packages import package_steps, pull_steps
from cms.demo.partners import partner_steps
from cms.demo.pictures import picture_steps
from cms.demo.products import product_steps
from cms.demo.programmes import programme_steps
from cms.demo.qualifications import qualification_step
from cms.demo.reach import reach_step
from cms.demo.reading import Piece, pieces
from cms.demo.rules import rule_step
from cms.demo.searches import search_steps
from cms.demo.staff import Login, NotADemo
from cms.demo.steps import Step, carry_out, quiet
from cms.demo.stories import story_steps
from cms.demo.timetable import Timetable
from cms.demo.voice import voice_steps
from core import clock, outbox
from core.clock import business_day
from review.actions.expire import expire_due
from review.models import Edition
from search.actions.learn import count, learn

__all__ = ["LOGINS", "Login", "NotADemo", "seed"]

LOGINS: list[Login] = staff.logins()

WEEK_BEFORE, WEEK_AFTER = range(-7, 0), range(1, 6)
LAST_DAY = 6
"""The columns of this day are submitted on the first day and wait for their decision."""


def seed() -> int:
    """Bring the demo up to today and return how many steps that took: none on a second call on the same day.

    What the steps announced is delivered after the last of them, because that happens at the present moment.
    Hold no transaction. Raises NotADemo, having written nothing, where the database holds other people.
    """
    done = carry_out(plan(clock.now()))
    if done:
        with quiet():
            _settle()
    return done


def _settle() -> None:
    """Do what the work loop would do within a minute: deliver the news, learn the words to search by."""
    while outbox.deliver():
        pass
    while learn():
        pass
    count()


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
    yield qualification_step(beginning)
    yield from calendar_steps(beginning)
    yield from product_steps(first, beginning)
    yield from picture_steps(beginning)
    yield from partner_steps(first, beginning)
    for piece in pieces():
        yield from story_steps(_on_its_day(piece, first), first)
    for offset in WEEK_BEFORE:
        yield from _stories(first.shifted(offset), pieces_of)
    for offset in WEEK_AFTER:
        yield from _stories(first.shifted(offset), columns_of)
    yield from _stories(first.shifted(LAST_DAY), _undecided)
    yield from programme_steps(first)
    yield from package_steps(first, "first_days")
    yield from pull_steps(first)
    yield reach_step(first.at("0 07:00"))
    yield rule_step(first.at("0 07:05"))
    yield from event_steps(first)
    yield from voice_steps(first)
    codes = {piece.code for piece in pieces()}
    yield from own_steps(first, codes)
    yield from mark_steps(first, codes)
    yield from new_rule_steps(first)
    yield from search_steps(first)
    yield from copy_steps(first)
    yield from import_steps(first)
    yield from link_steps(first)
    yield from desk_steps(first)


def _daily(today: Timetable) -> Iterator[Step]:
    """Yield what each day brings: what has lapsed is recorded, then brief, columns and a package."""
    beginning = today.at("0 00:01")
    if beginning.has_come:
        yield Step(beginning, "到期登记", lambda: not _lapsed(beginning.at), expire_due)
    yield from _stories(today, pieces_of)
    yield from package_steps(today, "daily")
    yield from report_steps(today)


def _stories(timetable: Timetable, of: Callable[[date], Iterator[Piece]]) -> Iterator[Step]:
    for piece in of(timetable.day):
        yield from story_steps(piece, timetable)


def _undecided(day: date) -> Iterator[Piece]:
    for piece in columns_of(day):
        career = replace(piece.career, on=-LAST_DAY, ends="submit") if piece.career else None
        yield replace(piece, career=career)


def _on_its_day(piece: Piece, first: Timetable) -> Piece:
    return replace(piece, day=first.days_until(piece.falls)) if piece.falls else piece


def _lapsed(at: datetime) -> bool:
    return Edition.objects.lapsed(at).exists()
