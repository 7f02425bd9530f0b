import pytest

from distribution.domain.openings import ApprovedLine, Flaw, Unfit, approved_lines, free_line, opened

SIXTY = "早" * 60


def script(*wordings: str, scene: str = "greeting", channel: str = "group") -> dict[str, object]:
    value = {
        "text": wordings[0],
        "variants": [{"id": str(number), "value": text} for number, text in enumerate(wordings[1:])],
        "pictures": [],
        "action": [],
    }
    return {
        "body": [{"id": "s", "type": "script_scene", "value": {"script_scene": {"code": scene}}}],
        "channels": [{"id": "c", "type": channel, "value": value}],
    }


def test_short_wordings_of_a_scene_that_opens_are_offered_with_their_numbers() -> None:
    document = script(
        "两行\n不行",
        " 早上好。 ",
        SIXTY,
        SIXTY + "早",
        "见 https://m.bank.example/x",
        "{链接}",
        "我是{客户经理}",
    )
    assert list(approved_lines(document, "group")) == [
        ApprovedLine(1, "早上好。"),
        ApprovedLine(2, SIXTY),
        ApprovedLine(6, "我是{客户经理}"),
    ]
    assert list(approved_lines(document, "moments")) == []


@pytest.mark.parametrize("scene", ["complaint", "objection", "birthday"])
def test_other_scenes_open_nothing(scene: str) -> None:
    assert list(approved_lines(script("早上好。", scene=scene), "group")) == []


def test_what_is_no_script_opens_nothing() -> None:
    assert list(approved_lines({**script("早上好。"), "body": []}, "group")) == []


@pytest.mark.parametrize(
    ("typed", "line"),
    [("  早上\n好  ", "早上 好"), ("早\u200b安", "早安"), (SIXTY, SIXTY), ("\u202e好", "好")],
)
def test_a_typed_line_is_cleaned(typed: str, line: str) -> None:
    assert free_line(typed) == line


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("", Flaw.EMPTY),
        (" \u200b\n", Flaw.EMPTY),
        (SIXTY + "早", Flaw.TOO_LONG),
        ("看 www.example.com/x", Flaw.WITH_LINK),
        ("点 weixin://dl/x", Flaw.WITH_LINK),
        ("我是{客户经理}", Flaw.WITH_FIELD),
    ],
)
def test_what_is_no_line_says_why(typed: str, flaw: Flaw) -> None:
    with pytest.raises(Unfit) as unfit:
        free_line(typed)
    assert unfit.value.flaw is flaw


def test_the_line_stands_above_the_text() -> None:
    assert (opened("早", "文"), opened("", "文")) == ("早\n文", "文")
