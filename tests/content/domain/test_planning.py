"""What a day lacks."""

from datetime import date
from typing import Any

import pytest

from content.domain.planning import Column, Piece, PieceState, column_gaps, lacks_brief

TUESDAY = date(2026, 3, 3)
COLUMN = Column(7, "tuesday-half", "周二5折提前购", "noon_deal", "noon", 2, "总行", "0001")


def piece(**fields: Any) -> Piece:
    made = {
        "component": 1,
        "revision": 1,
        "title": "周二",
        "kind": "noon_deal",
        "branch": "总行",
        "branch_path": "0001",
        "state": PieceState.DRAFT,
        "standing": "草稿",
        "first": TUESDAY,
        "last": TUESDAY,
        "address": "/",
        "column": 7,
    }
    return Piece(**{**made, **fields})


@pytest.mark.parametrize("state", [PieceState.DRAFT, PieceState.IN_REVIEW, PieceState.ISSUED])
def test_a_begun_piece_fills_its_column(state: PieceState) -> None:
    assert column_gaps(TUESDAY, [COLUMN], [piece(state=state)]) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"state": PieceState.OVER},
        {"column": 8},
        {"column": None},
        {"first": date(2026, 3, 4), "last": date(2026, 3, 10)},
        {"first": date(2026, 2, 24), "last": date(2026, 3, 2)},
    ],
)
def test_what_does_not_fill_it(fields: dict[str, Any]) -> None:
    (gap,) = column_gaps(TUESDAY, [COLUMN], [piece(**fields)])
    assert (gap.column, gap.kind, gap.slot) == (COLUMN, "noon_deal", "noon")


def test_a_column_is_missed_on_its_weekday_alone() -> None:
    assert column_gaps(date(2026, 3, 4), [COLUMN], []) == ()


def test_a_brief_is_of_its_market_day() -> None:
    brief = piece(kind="morning_brief", column=None, brief_day=TUESDAY, last=date(2026, 3, 9))
    assert not lacks_brief(TUESDAY, [brief])
    assert lacks_brief(date(2026, 3, 4), [brief])
    assert lacks_brief(TUESDAY, [piece(state=PieceState.OVER, brief_day=TUESDAY)])
