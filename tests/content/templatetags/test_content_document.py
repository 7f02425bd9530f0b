"""Showing a canonical document: as a moments post, a chat message, a whole piece."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from content.models import MorningBrief
from content.queries.freezing import document_of
from content.templatetags.content_document import document_modes, render_component, render_document
from people.models import User
from tests.factories.content import (
    FactFactory,
    ImageFactory,
    MorningBriefFactory,
    ProductAnalysisFactory,
    ProductFactory,
    channel,
)

DOCUMENT: dict[str, Any] = {
    "schema": 1,
    "component": "7f2c",
    "kind": "morning_brief",
    "branch": "HO",
    "title": "早报 <b>标题</b>",
    "voice": {"code": "expert"},
    "audience": {"segments": ["payroll"], "tier": "basic"},
    "product": None,
    "body": [
        {
            "id": "1",
            "type": "indicators",
            "value": [
                {"id": "2", "value": {"name": "上证指数", "value": {"decimal": "3012.5"}, "as_of": None}},
                {
                    "id": "3",
                    "value": {"name": "深证成指", "value": None, "as_of": {"moment": "2026-03-02T00:00:00Z"}},
                },
            ],
        },
        {"id": "4", "type": "unheard_of", "value": {"html": "<p>好<script>alert(1)</script></p>"}},
    ],
    "channels": [
        {
            "id": "5",
            "type": "moments",
            "value": {
                "text": "第一行\n<script>alert(1)</script>",
                "pictures": [{"id": str(n), "value": {"picture": f"hash{n}"}} for n in range(9)],
            },
        }
    ],
    "media": [{"sha256": f"hash{n}"} for n in range(9)],
    "validity": {"from": "2026-03-01T16:00:00Z", "until": None},
}


def shown(document: dict[str, Any], mode: str, urls: Any = None) -> BeautifulSoup:
    return BeautifulSoup(render_document(document, mode, urls or {}), "html.parser")


def test_moments_show_text_and_nine_pictures_in_order() -> None:
    page = shown(DOCUMENT, "moments", {f"hash{n}": f"/media/{n}" for n in range(9)})
    assert page.select_one(".doc-text").text == "第一行\n<script>alert(1)</script>"
    assert page.select_one(".doc-moments__name").text == "示范银行"
    assert [image["src"] for image in page.select(".doc-pictures--grid img")] == [
        f"/media/{n}" for n in range(9)
    ]


def test_addresses_may_come_from_a_callable_and_may_be_missing() -> None:
    page = shown(DOCUMENT, "moments", lambda sha256: f"/m/{sha256}" if sha256 == "hash4" else None)
    assert [image["src"] for image in page.select("img")] == ["/m/hash4"]
    assert page.select_one(".doc-pictures--one") is not None


@pytest.mark.parametrize("mode", ["group", "one_to_one"])
def test_a_channel_without_a_text_says_so(mode: str) -> None:
    page = shown(DOCUMENT, mode)
    assert page.select_one(".doc-silent") is not None
    assert page.select_one(".doc-bubble") is None


def test_the_whole_piece_shows_every_value_and_nothing_executable() -> None:
    page = shown(DOCUMENT, "document")
    assert page.select_one(".doc-whole__title").text == "早报 <b>标题</b>"
    rows = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]
    assert rows == [["上证指数", "3012.5", "—"], ["深证成指", "—", "2026-03-02 08:00"]]
    assert [title.text for title in page.select(".doc-section__title")][1] == "unheard_of"
    assert page.select("script") == []
    assert page.select_one(".doc-rich").get_text(strip=True) == "好"


def test_a_kind_that_is_gone_is_still_shown() -> None:
    page = shown({**DOCUMENT, "kind": "forgotten"}, "document")
    assert [title.text for title in page.select(".doc-section__title")][:2] == ["indicators", "unheard_of"]


def test_nothing_is_styled_or_scripted_inline() -> None:
    for mode in ("moments", "group", "one_to_one", "document"):
        page = shown(DOCUMENT, mode)
        assert page.select("[style], [onclick], style, script") == []


def test_the_facts_an_analysis_cites_stand_with_day_and_source(editor: User) -> None:
    product = ProductFactory(name="示范稳健一号")
    fact = FactFactory(product=product, label="七日年化", value="2.15%", source="示范来源")
    analysis = ProductAnalysisFactory(created_by=editor, product=product, fact=fact)
    text = shown(document_of(analysis), "document").get_text(" ", strip=True)
    for words in ("七日年化", "2.15%", fact.as_of.isoformat(), "示范来源", "示范稳健一号", "R2"):
        assert words in text


def test_a_component_is_shown_with_its_renditions(editor: User) -> None:
    picture = ImageFactory(branch=editor.branch)
    brief = MorningBriefFactory(created_by=editor, pictures=[picture])
    page = BeautifulSoup(render_component(brief, "group"), "html.parser")
    assert [image["src"] for image in page.select("img")] == [picture.get_rendition("max-900x900").url]
    assert page.select_one(".doc-bubble").text == brief.channels[1].value["text"]


def test_an_empty_draft_is_shown_too(editor: User) -> None:
    brief = MorningBrief(kind="morning_brief", branch=editor.branch, created_by=editor)
    for mode in ("moments", "group", "one_to_one", "document"):
        assert render_component(brief, mode)


def test_modes_are_what_is_written_and_the_whole(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor, channels=[channel("one_to_one", "您好")])
    assert [mode for mode, _label in document_modes(brief)] == ["one_to_one", "document"]
