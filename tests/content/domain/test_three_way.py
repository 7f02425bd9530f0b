"""Three versions of one piece: nobody's change is lost, and only the same point is a conflict."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.domain.three_way import ABSENT, Merged, Side, differences, incoming, merge, places


def document(title: str = "早报", **blocks: Any) -> dict[str, Any]:
    return {
        "title": title,
        "product": {"code": "SFLC0001", "risk": "R2"},
        "voice": {"code": "expert"},
        "audience": {"segments": ["payroll"], "tier": "basic"},
        "validity": {"from": None, "until": "2026-03-04T00:00:00Z"},
        "body": [{"id": f"id-{name}", "type": name, "value": value} for name, value in blocks.items()],
        "channels": [{"id": "c", "type": "group", "value": {"text": "大家好", "pictures": []}}],
    }


def entry(key: str, value: Any) -> dict[str, Any]:
    return {"id": key, "value": value}


def test_places_are_fields_and_blocks_by_type() -> None:
    assert places(document(thesis={"html": "<p>稳</p>"})) == {
        "title": "早报",
        "product": "SFLC0001",
        "voice": "expert",
        "audience/segments": ["payroll"],
        "audience/tier": "basic",
        "validity/until": "2026-03-04T00:00:00Z",
        "body/thesis": {"html": "<p>稳</p>"},
        "channels/group": {"text": "大家好", "variants": [], "pictures": [], "action": []},
    }


@pytest.mark.parametrize(
    ("theirs", "ours", "side"),
    [
        ("新", "旧", Side.THEIRS),
        ("旧", "本行", Side.OURS),
        ("新", "本行", Side.CONFLICT),
    ],
)
def test_the_side_that_changed_a_field_is_named(theirs: str, ours: str, side: Side) -> None:
    found = differences(places(document("旧")), places(document(theirs)), places(document(ours)))
    assert [(one.place, one.side) for one in found] == [("title", side)]


def test_the_same_change_on_both_sides_is_no_difference() -> None:
    assert differences(places(document("旧")), places(document("新")), places(document("新"))) == ()


def test_changes_at_different_points_of_a_block_are_both_kept() -> None:
    base = {"gives": "半价", "stock": {"decimal": "200"}}
    theirs = {"gives": "第二杯半价", "stock": {"decimal": "200"}}
    ours = {"gives": "半价", "stock": {"decimal": "50"}}
    (found,) = differences(
        places(document(offer=base)), places(document(offer=theirs)), places(document(offer=ours))
    )
    both = {"gives": "第二杯半价", "stock": {"decimal": "50"}}
    assert (found.side, found.merged) == (Side.BOTH, Merged(both, both))


def test_a_conflict_keeps_ours_or_takes_theirs_at_that_point_alone() -> None:
    base = {"text": "旧", "note": "一", "more": "甲"}
    theirs = {"text": "总行", "note": "二", "more": "甲"}
    ours = {"text": "分行", "note": "一", "more": "乙"}
    assert merge(base, theirs, ours) == Merged(
        {"text": "分行", "note": "二", "more": "乙"}, {"text": "总行", "note": "二", "more": "乙"}, ("/text",)
    )


def test_typed_values_are_taken_whole() -> None:
    """A figure of one version never mixes with that of another."""
    figure = [{"decimal": "1.00"}, {"decimal": "2.00"}, {"decimal": "3.00"}]
    assert merge(*figure) == Merged(figure[2], figure[1], ("",))


def test_items_of_a_list_are_paired_by_id_and_keep_their_places() -> None:
    base = [entry("a", "一"), entry("b", "二")]
    theirs = [entry("a", "一"), entry("t", "总行新增"), entry("b", "二改")]
    ours = [entry("a", "一改"), entry("b", "二"), entry("o", "分行新增")]
    woven = [entry("a", "一改"), entry("t", "总行新增"), entry("b", "二改"), entry("o", "分行新增")]
    assert merge(base, theirs, ours) == Merged(woven, woven)


def test_what_head_office_deleted_and_the_branch_rewrote_stays_until_somebody_decides() -> None:
    merged = merge(
        [entry("a", "一"), entry("b", "二")], [entry("a", "一")], [entry("a", "一"), entry("b", "改")]
    )
    assert merged == Merged([entry("a", "一"), entry("b", "改")], [entry("a", "一")], ("/b",))


def test_what_head_office_deleted_and_nobody_touched_goes() -> None:
    merged = merge(
        [entry("a", "一"), entry("b", "二")], [entry("a", "一")], [entry("a", "一改"), entry("b", "二")]
    )
    assert merged == Merged([entry("a", "一改")], [entry("a", "一改")])


def test_a_new_order_of_head_office_is_taken_where_the_branch_has_kept_the_old_one() -> None:
    base = [entry("a", "一"), entry("b", "二")]
    theirs = [entry("b", "二"), entry("a", "一")]
    ours = [entry("a", "一改"), entry("b", "二")]
    assert merge(base, theirs, ours).ours == [entry("b", "二"), entry("a", "一改")]


def test_a_block_that_comes_or_goes_is_absent_on_the_other_sides() -> None:
    found = differences(
        places(document(a="甲", gone="旧")),
        places(document(a="甲", new="新")),
        places(document(a="甲", gone="旧")),
    )
    assert [(one.place, one.side, one.theirs, one.ours) for one in found] == [
        ("body/new", Side.THEIRS, "新", ABSENT),
        ("body/gone", Side.THEIRS, ABSENT, "旧"),
    ]


def test_only_head_offices_changes_come_in() -> None:
    base, theirs = document("旧", a="甲", b="乙"), document("新", a="甲", b="乙二")
    found = differences(places(base), places(theirs), places(document("旧", a="本行", b="本行")))
    assert [(one.place, one.side) for one in incoming(found)] == [
        ("title", Side.THEIRS),
        ("body/b", Side.CONFLICT),
    ]


def worded(*marks: dict[str, Any], main: str = "大家好") -> dict[str, Any]:
    """Return a document whose channel says for whom its wordings are, where any mark is given."""
    made = document()
    made["channels"][0]["value"] |= {"text": main} | ({"for_personas": [*marks]} if marks else {})
    return made


def mark(key: str, *codes: str) -> dict[str, Any]:
    return entry(key, {"codes": " ".join(codes)})


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "kept"),
    [
        ([], [mark("w1", "hard_data")], [mark("w2", "city_explorer")], ["w1", "w2"]),
        ([mark("w1", "hard_data")], [], [mark("w1", "hard_data"), mark("w2", "hard_data")], ["w2"]),
        ([mark("w1", "hard_data")], [mark("w1", "hard_data"), mark("w2", "hard_data")], [], ["w2"]),
    ],
    ids=["both mark", "theirs unmarked", "ours unmarked"],
)
def test_marks_of_different_wordings_are_both_kept(
    base: Any, theirs: Any, ours: Any, kept: list[str]
) -> None:
    (found,) = differences(*(places(worded(*one)) for one in (base, theirs, ours)))
    assert (found.side, found.merged.conflicts) == (Side.BOTH, ())
    assert sorted(one["id"] for one in found.merged.ours["for_personas"]) == kept


def test_a_mark_and_a_new_text_of_the_same_wording_are_both_kept() -> None:
    base, theirs, ours = worded(), worded(mark("main", "hard_data")), worded(main="各位好")
    (found,) = differences(places(base), places(theirs), places(ours))
    assert (found.merged.ours["text"], found.merged.ours["for_personas"]) == (
        "各位好",
        [mark("main", "hard_data")],
    )


def test_two_marks_of_one_wording_are_a_conflict() -> None:
    versions = (worded(), worded(mark("main", "hard_data")), worded(mark("main", "city_explorer")))
    (found,) = differences(*map(places, versions))
    assert (found.side, found.merged.conflicts) == (Side.CONFLICT, ("/for_personas/main",))


def test_marks_that_both_took_away_leave_nothing_behind() -> None:
    base, theirs, ours = worded(mark("main", "hard_data")), worded(main="早"), worded(main="大家好")
    (found,) = differences(places(base), places(theirs), places(ours))
    assert "for_personas" not in found.merged.ours


texts = st.sampled_from(["", "甲", "乙", "丙"])
lists = st.lists(st.sampled_from("abcde"), unique=True).flatmap(
    lambda keys: st.tuples(*(texts for _ in keys)).map(
        lambda values: [entry(key, value) for key, value in zip(keys, values, strict=True)]
    )
)


@given(base=lists, theirs=lists, ours=lists)
def test_nothing_that_the_branch_wrote_is_lost(base: Any, theirs: Any, ours: Any) -> None:
    old = {one["id"]: one["value"] for one in base}
    merged = {one["id"]: one["value"] for one in merge(base, theirs, ours).ours}
    for one in ours:
        if old.get(one["id"]) != one["value"]:
            assert merged[one["id"]] == one["value"]


@given(base=lists, theirs=lists, ours=lists)
def test_whoever_changed_nothing_gets_the_other_version(base: Any, theirs: Any, ours: Any) -> None:
    assert merge(base, theirs, base) == Merged(theirs, theirs)
    assert merge(base, base, ours) == Merged(ours, ours)
