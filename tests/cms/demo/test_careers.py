"""Careers told in full."""

from dataclasses import replace

import pytest

from cms.demo.careers import issues, story_of
from cms.demo.reading import Career, Piece
from cms.demo.staff import colleague

FAQ = Piece(
    code="one",
    kind="faq",
    branch="BJ01",
    title="甲",
    segments=("payroll",),
    valid=("0 00:00", "1 00:00"),
    body={},
    channels={},
    career=Career(on=-9),
)
RISKY = replace(FAQ, kind="product_analysis", product="SF-FUND-TECH", branch="HO")


def told(piece: Piece, **career: object) -> list[tuple[str, str]]:
    """Return who does what in the story of `piece` with such a career."""
    story = story_of(replace(piece, career=Career(on=-9, **career)))  # type: ignore[arg-type]
    assert [event.at for event in story] == sorted(
        (event.at for event in story), key=lambda at: (int(at.split()[0]), at)
    )
    return [(event.do, event.by) for event in story]


def test_an_approved_piece_passes_every_level_that_review_asks() -> None:
    assert told(FAQ) == [("write", "editor2"), ("submit", "editor2"), ("approve", "officer2")]
    assert told(RISKY)[2:] == [("approve", "officer"), ("approve", "consumer"), ("approve", "legal")]


def test_a_piece_waits_comes_back_or_is_withdrawn_where_its_career_says() -> None:
    assert told(RISKY, ends="submit", passed=2)[2:] == [("approve", "officer"), ("approve", "consumer")]
    assert told(RISKY, ends="return", passed=1, reasons="请补充")[2:] == [
        ("approve", "officer"),
        ("return", "consumer"),
    ]
    assert told(FAQ, ends="withdraw")[2:] == [("withdraw", "editor2")]
    assert told(FAQ, ends="write") == [("write", "editor2")]


@pytest.mark.parametrize(("ends", "issued"), [("approve", True), ("recall", True), ("submit", False)])
def test_only_what_all_levels_passed_leads_to_an_edition(ends: str, issued: bool) -> None:
    assert issues(replace(FAQ, career=Career(on=-9, ends=ends, recalled="-1 10:00"))) is issued


def test_a_colleague_is_looked_for_upwards() -> None:
    assert colleague("BJ0101", "manager") == "manager"
    assert colleague("BJ0101", "officer") == "officer2"
    assert colleague("BJ0101", "administrator") == "admin"
    with pytest.raises(LookupError):
        colleague("BJ01", "janitor")
