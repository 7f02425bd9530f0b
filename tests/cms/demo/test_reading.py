"""Reading the library's files."""

from pathlib import Path

import pytest

from cms.demo import reading

PIECE = """
code = "one"
kind = "product_analysis"
branch = "HO"
title = "甲"
segments = ["payroll"]
valid = ["0 00:00", "1 00:00"]
body = { thesis = "说明" }

[channels.moments]
text = '''
早安
'''

[successor]
title = "乙"

[[story]]
at = "now"
do = "write"
by = "editor"
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pieces").mkdir()
    monkeypatch.setattr(reading, "LIBRARY", tmp_path)
    monkeypatch.setattr(reading, "pieces", reading.pieces.__wrapped__)
    return tmp_path / "pieces" / "one.toml"


def test_a_piece_is_read(library: Path) -> None:
    library.write_text(PIECE, encoding="utf-8")
    (piece,) = reading.pieces()
    assert piece.channels == {"moments": reading.ChannelWords("早安")}
    assert piece.story == (reading.Event("now", "write", "editor"),)
    assert piece.writing(1).title == "甲"
    assert piece.writing(2).title == "乙"
    assert piece.writing(2).segments == ("payroll",)


def test_a_key_that_nobody_knows_is_an_error(library: Path) -> None:
    library.write_text(PIECE.replace("title =", "titel =", 1), encoding="utf-8")
    with pytest.raises(TypeError, match="titel"):
        reading.pieces()


def test_many_pieces_of_a_file_share_what_stands_above_them_and_repeat_their_own_words(library: Path) -> None:
    library.write_text(
        """
kind = "faq"
branch = "HO"
title = "<question>"
segments = ["payroll"]
holds = 10
[channels.group]
text = "<hello>：<question> <answer> <other_wordings>"
[[pieces]]
code = "one"
career = { on = -5 }
words = { hello = "早" }
[pieces.body]
question = { question = "怎么挂失？", other_wordings = ["卡丢了", "卡找不到了"] }
answer = "打客服电话。"
[[pieces]]
code = "two"
title = "乙"
career = { on = -4, ends = "write" }
[pieces.body]
answer = "无"
""",
        encoding="utf-8",
    )
    one, two = reading.pieces()
    assert one.title == "怎么挂失？"
    assert one.channels["group"].text == "早：怎么挂失？ 打客服电话。 1. 卡丢了\n2. 卡找不到了"
    assert one.valid == ("-4 00:00", "6 00:00")
    assert one.career == reading.Career(on=-5)
    assert (two.kind, two.title, two.career) == ("faq", "乙", reading.Career(on=-4, ends="write"))
