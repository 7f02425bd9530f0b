"""Which wording is proposed: for the manager's persona, else for everybody, else any."""

from datetime import date, timedelta

import pytest

from distribution.domain.rotation import proposed_wording

DAY = date(2026, 3, 2)
UNMARKED: list[tuple[str, ...]] = [(), (), ()]
MARKED = [(), ("hard_data",), ("hard_data", "city_explorer")]


def proposed(marks: list[tuple[str, ...]], persona: str | None) -> set[int]:
    """Return all that is proposed to one manager within six days."""
    return {proposed_wording(7, DAY + timedelta(days=later), marks, persona) for later in range(6)}


@pytest.mark.parametrize(
    ("marks", "persona", "numbers"),
    [
        (UNMARKED, None, {0, 1, 2}),
        (UNMARKED, "hard_data", {0, 1, 2}),
        (MARKED, "hard_data", {1, 2}),
        (MARKED, "city_explorer", {2}),
        (MARKED, "steady_elder", {0}),
        (MARKED, None, {0}),
        (MARKED[1:], "steady_elder", {0, 1}),
        (MARKED[1:], None, {0, 1}),
        ([()], None, {0}),
    ],
)
def test_what_suits_comes_first_and_takes_turns(
    marks: list[tuple[str, ...]], persona: str | None, numbers: set[int]
) -> None:
    assert proposed(marks, persona) == numbers


def test_unmarked_wordings_keep_their_turns() -> None:
    assert [proposed_wording(key, DAY, UNMARKED, "hard_data") for key in range(4)] == [
        (key + DAY.toordinal()) % 3 for key in range(4)
    ]
