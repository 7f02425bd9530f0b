"""Each facet is counted under the other's choice."""

from search.domain.facets import Faceted, chosen, count

FOUND = [
    Faceted(1, "faq", frozenset({"payroll"})),
    Faceted(2, "faq", frozenset({"payroll", "elderly"})),
    Faceted(3, "script", frozenset({"elderly"})),
    Faceted(4, "script", frozenset()),
]


def test_without_a_choice_everything_counts() -> None:
    facets = count(FOUND, kinds=(), segments=())
    assert list(facets.kinds.items()) == [("faq", 2), ("script", 2)]
    assert list(facets.segments.items()) == [("elderly", 2), ("payroll", 2)]


def test_a_chosen_segment_narrows_the_kinds_and_not_the_segments() -> None:
    facets = count(FOUND, kinds=(), segments=["payroll"])
    assert facets.kinds == {"faq": 2}
    assert facets.segments == {"elderly": 2, "payroll": 2}


def test_a_chosen_kind_narrows_the_segments_and_not_the_kinds() -> None:
    facets = count(FOUND, kinds=["script"], segments=())
    assert facets.kinds == {"faq": 2, "script": 2}
    assert facets.segments == {"elderly": 1}


def test_both_choices_hold_together() -> None:
    assert [one.edition_id for one in FOUND if chosen(one, kinds=["faq"], segments=["elderly"])] == [2]
