"""Pasted text keeps its structure and loses what nobody asked for, and says what that was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.domain.hidden_characters import find_hidden
from content.domain.pasted_blocks import Removed
from content.domain.pasting import (
    MOST_CHARACTERS,
    clean_cell,
    clean_html,
    clean_text,
    lines_of_html,
)

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
<title>说明</title><xml><o:OfficeDocumentSettings/></xml></head><body lang=ZH-CN>
<!--StartFragment--><h1 style='mso-pagination:widow'>开门红<o:p></o:p></h1>
<p class=MsoNormal><st1:place w:st="on">上海</st1:place>的客户，<b
style='mso-bidi-font-weight:normal'>请注意</b>：<br>
费率以公告为准。<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span
style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>先核实身份</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>2.</span>再介绍权益</p>
<p class=MsoNormal><span style='mso-hide:all'>SECRET-HIDDEN</span>完</p><!--EndFragment--></body></html>"""

ARTICLE = """<section style="font-size:16px"><section><p><span
style="font-weight: 700;">周三福利</span></p></section>
<p>五折<strong>咖啡</strong>\u200b券\ufeff</p>
<ul class="list-paddingleft-1"><li><p>到店出示</p></li><li><p>每人一张</p></li></ul>
<table><tbody><tr><td><p>档位</p></td><td>权益</td></tr><tr><td>金卡</td><td>两张</td></tr></tbody></table>
<p><img src="https://t.example/p.gif" width="1" height="1"><img data-src="a.jpg" width="640"></p>
<p style="display:none">SECRET-NONE</p><p><a href="https://x.example/?u=1" onclick="steal()">详情</a></p>
<script>SECRET-SCRIPT</script></section>"""


def test_word_keeps_heading_bold_breaks_and_lists() -> None:
    assert clean_html(WORD).kept == (
        "<h3>开门红</h3><p>上海的客户，<b>请注意</b>：<br>费率以公告为准。</p>"
        "<ol><li>先核实身份</li><li>再介绍权益</li></ol><p>完</p>"
    )


def test_an_article_keeps_lists_and_turns_tables_into_lines() -> None:
    assert clean_html(ARTICLE).kept == (
        "<p><b>周三福利</b></p><p>五折<b>咖啡</b>券</p><ul><li>到店出示</li><li>每人一张</li></ul>"
        "<p>档位 | 权益</p><p>金卡 | 两张</p><p>详情</p>"
    )


def test_what_was_removed_is_told() -> None:
    told = clean_html(ARTICLE).removed
    assert {what: told[what] for what in told if what is not Removed.STYLES} == {
        Removed.HIDDEN_CHARACTERS: 2,
        Removed.HIDDEN_TEXT: 1,
        Removed.SCRIPTS: 2,
        Removed.LINKS: 1,
        Removed.PIXELS: 1,
        Removed.PICTURES: 1,
        Removed.TABLES: 1,
    }
    assert told[Removed.STYLES] == 4
    assert clean_html(WORD).removed[Removed.SMART_TAGS] == 4
    assert clean_html("<p>干净</p>").removed == {}


def test_as_plain_lines() -> None:
    assert lines_of_html(WORD).kept == (
        "开门红\n上海的客户，请注意：\n费率以公告为准。\n1. 先核实身份\n2. 再介绍权益\n完"
    )
    assert lines_of_html(ARTICLE).kept.splitlines()[2:4] == ["• 到店出示", "• 每人一张"]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<b style='font-weight:normal'><p>不是粗体</p></b>", "<p>不是粗体</p>"),
        ("<p>一<em>二</em><b><i>三</i></b></p>", "<p>一<i>二</i><b><i>三</i></b></p>"),
        ("<ol><li>甲</li></ol><ol><li>乙</li></ol>", "<ol><li>甲</li></ol><ol><li>乙</li></ol>"),
        ("<p>&lt;b&gt;不是标签&lt;/b&gt; A&amp;B</p>", "<p>&lt;b&gt;不是标签&lt;/b&gt; A&amp;B</p>"),
        (
            "<p>零<span style='font-size:0px'>SECRET</span>点<span style='font-size:0.5em'>五</span></p>",
            "<p>零点五</p>",
        ),
        ("没有标签", "<p>没有标签</p>"),
        ("<p>  </p><p><br></p>", ""),
    ],
)
def test_single_cases(html: str, kept: str) -> None:
    assert clean_html(html).kept == kept


def test_plain_text_loses_only_what_nobody_sees() -> None:
    pasted = clean_text("第一行\r\n第二\u200b行\u2028第三\u00a0行\u202e👨\u200d👩\u200d👧")
    assert pasted.kept == "第一行\n第二行\n第三 行👨\u200d👩\u200d👧"
    assert pasted.removed == {Removed.HIDDEN_CHARACTERS: 2}


def test_a_cell_is_text_or_pasted_html() -> None:
    assert clean_cell(" 您好\n\n\n\n请进 ").kept == "您好\n\n请进"
    assert clean_cell("<p>您好</p><p>请进</p>").kept == "您好\n请进"
    assert clean_cell("收益 a<b 且 c>d").kept == "收益 a<b 且 c>d"


def test_more_than_anybody_reads_is_refused() -> None:
    with pytest.raises(ValueError, match="more is pasted"):
        clean_html("x" * (MOST_CHARACTERS + 1))


@given(st.text(alphabet="<>/pbli ='\"&;\u200b一hult3rdsen-:", max_size=80))
def test_whatever_is_pasted_comes_out_clean_and_stays_so(html: str) -> None:
    once = clean_html(html).kept
    assert not find_hidden(once)
    assert clean_html(once).kept == once
