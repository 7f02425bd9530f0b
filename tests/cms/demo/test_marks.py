"""What the demo's officers say of screening names what is there."""

from datetime import datetime

from cms.demo.marks import ORIGINS, mark_steps
from cms.demo.reading import pieces, table
from cms.demo.timetable import Timetable
from tests.conftest import SHANGHAI

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
MARKS = table("marks")["marks"]


def test_nobody_accepts_what_he_proposed() -> None:
    assert {one["do"] for one in MARKS} == set(ORIGINS)
    accepted = [one for one in MARKS if "accepted" in one]
    assert len(accepted) == 1
    assert [one["by"] for one in accepted if one["accepted"]["by"] == one["by"]] == []


def test_a_library_cut_short_asks_for_no_mark_that_is_missing() -> None:
    timetable = Timetable(TEN.date(), TEN)
    every = {piece.code for piece in pieces()}
    assert len(list(mark_steps(timetable, every))) == 3
    assert len(list(mark_steps(timetable, every - {"refused-gold"}))) == 2
    assert list(mark_steps(timetable, ())) == []
