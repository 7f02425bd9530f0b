"""What the demo's managers have of their own names what is there."""

from datetime import datetime

from cms.demo.own_things import DOINGS, own_steps
from cms.demo.reading import pieces, table
from cms.demo.timetable import Timetable
from distribution.enums import PersonaStep
from tests.conftest import SHANGHAI

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
THINGS = table("own_things")["things"]


def test_every_thing_is_about_a_piece_of_the_library() -> None:
    kinds = {piece.code: piece.kind for piece in pieces()}
    fitting = {
        "persona": {"persona_template"},
        "lesson": {"lesson"},
        "run": {"activity_kit"},
        "save": set(kinds.values()),
    }
    assert set(fitting) == set(DOINGS)
    assert [one for one in THINGS if kinds.get(one["piece"]) not in fitting[one["do"]]] == []
    assert {step for one in THINGS for step in one.get("steps", ())} <= set(PersonaStep.values)


def test_a_library_cut_short_asks_for_nothing_that_is_missing() -> None:
    timetable = Timetable(TEN.date(), TEN)
    every = {piece.code for piece in pieces()}
    assert len(list(own_steps(timetable, every))) == len(THINGS)
    assert len(list(own_steps(timetable, every - {"kit/lyric"}))) == len(THINGS) - 2
    assert list(own_steps(timetable, ())) == []
