import pytest

from review.domain.screening.units import Units, copy_without_signs, units_of


@pytest.mark.parametrize(
    ("text", "chars", "starts", "ends"),
    [
        ("保本", "保本", [0, 1], [1, 2]),
        ("亻呆本🥇", "保本第一", [0, 2, 3, 3], [2, 3, 4, 4]),
        ("稳/赚/不/赔吗", "稳赚不赔吗", [0, 2, 4, 6, 7], [1, 3, 5, 7, 8]),
        ("保➕本➕禾急", "保本稳", [0, 2, 4], [1, 3, 6]),
        ("一*二", "一*二", [0, 1, 2], [1, 2, 3]),
        ("", "", [], []),
    ],
)
def test_parts_pictures_and_signs_are_undone(
    text: str, chars: str, starts: list[int], ends: list[int]
) -> None:
    units = units_of(text)
    assert (units.text, units.starts, units.ends) == (chars, starts, ends)


def test_what_stands_for_something_else_is_marked() -> None:
    assert units_of("亻呆本").changed == [True, False]


@pytest.mark.parametrize(
    ("text", "kept", "starts"),
    [
        ("保*本*", "保本*", [0, 2, 3]),
        ("a*本", "a*本", [0, 1, 2]),
        ("保**★本", "保本", [0, 4]),
        ("*保本", "*保本", [0, 1, 2]),
    ],
)
def test_signs_between_chinese_characters_are_left_out(text: str, kept: str, starts: list[int]) -> None:
    written = Units()
    copy_without_signs(Units(text), 0, len(text), written)
    assert (written.text, written.starts) == (kept, starts)
