"""The chart of a market note at submission: drawn, kept by its hash, shown in the edition; or refused."""

import base64
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from content.domain.document import channel_texts, files
from content.enums import ChartShape
from content.models import Component
from content.queries.freezing import document_of
from content.templatetags.content_document import render_component
from core import blobs, clock
from core.domain.canonical import sha256
from people.models import User
from review.actions.prepare import Prepared, prepare
from review.actions.submit import NotReady
from review.models import Candidate, CandidateMedium
from tests.content.posting import signed_in
from tests.factories.bodies import market_note
from tests.factories.content import ImageFactory, channel
from tests.factories.fonts import make_font
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import submit_component

pytestmark = pytest.mark.django_db
SIGNS = "示范单位：截至来源缺月一年期全国银行间同业拆借中心"


@pytest.fixture
def font(tmp_path: Path, settings: Settings) -> Path:
    path = make_font(tmp_path / "bank.ttf", SIGNS)
    settings.ARMOURY_CHART_FONT = str(path)
    return path


@pytest.fixture
def editor() -> User:
    return UserFactory(editor=True, branch=branch_tree().head_office)


def a_note(editor: User, shape: ChartShape, **fields: Any) -> Component:
    at: datetime = clock.now()
    body = market_note(at, None)
    body[0]["value"]["shape"] = shape
    return make_of_kind("market_note", editor, at, body=body, **fields)


def prepared(component: Component) -> Prepared:
    return prepare(component, clock.now())


def test_the_chart_is_a_picture_of_the_document_by_its_hash(font: Path, editor: User) -> None:
    component = a_note(editor, ChartShape.COLUMNS)
    found = prepared(component)
    (medium,) = found.document["media"]
    assert found.problems == ()
    assert sha256(blobs.get(medium["sha256"])) == medium["sha256"]
    assert found.document["body"][0]["value"]["chart"] == {"picture": medium["sha256"]}
    assert [one.pictures for one in channel_texts(found.document)] == [(medium["sha256"],)] * 2
    assert [(one["name"], one["mime"]) for one in medium["derivatives"]] == [
        ("display", "image/jpeg"),
        ("thumbnail", "image/jpeg"),
    ]
    assert all(blobs.exists(sha) for sha in files(found.document))
    assert medium["description"].startswith("柱形图：一年期LPR。1月 3.10%；2月 3.00%。")


def test_the_same_note_has_the_same_hash_each_time(font: Path, editor: User) -> None:
    component = a_note(editor, ChartShape.LINE)
    assert prepared(component).content_sha256 == prepared(component).content_sha256


def test_a_table_alone_has_no_picture(font: Path, editor: User) -> None:
    assert prepared(a_note(editor, ChartShape.TABLE)).document["media"] == []


def test_submission_keeps_the_chart_and_its_derivatives(font: Path, editor: User) -> None:
    submit_component(a_note(editor, ChartShape.LINE))
    document = Candidate.objects.get().content
    rows = CandidateMedium.objects.values_list("derivative", "sha256", "mime")
    (medium,) = document["media"]
    assert set(rows) == {
        ("", medium["sha256"], "image/png"),
        *((one["name"], one["sha256"], "image/jpeg") for one in medium["derivatives"]),
    }


def test_the_preview_of_the_draft_shows_the_picture_that_is_submitted(font: Path, editor: User) -> None:
    component = a_note(editor, ChartShape.LINE)
    (medium,) = prepared(component).document["media"]
    png = base64.b64encode(blobs.get(medium["sha256"])).decode()
    for mode in ("group", "document"):
        assert f"data:image/png;base64,{png}" in render_component(component, mode)


def test_the_review_page_shows_the_chart_with_its_figures_in_words(font: Path, editor: User) -> None:
    case = submit_component(a_note(editor, ChartShape.LINE))
    officer = UserFactory(officer=True, branch=editor.branch)
    page = signed_in(officer).get(reverse("review_case:case", args=[case.public_id])).content.decode()
    display = CandidateMedium.objects.get(derivative="display").sha256
    assert f"/{display}/" in page
    assert 'alt="折线图：一年期LPR。1月 3.10%；2月 3.00%。' in page


def test_without_a_font_it_is_refused_in_words(editor: User, tmp_path: Path, settings: Settings) -> None:
    settings.ARMOURY_CHART_FONT = str(tmp_path / "none.ttf")
    component = a_note(editor, ChartShape.LINE)
    with override("en"), pytest.raises(NotReady) as refused:
        submit_component(component)
    assert refused.value.problems == (
        "The chart cannot be drawn: there is no Chinese font on the server. Ask the administrators to "
        "install one (ARMOURY_CHART_FONT), or choose “Table only”.",
    )
    assert not Candidate.objects.exists()
    assert "<img" not in render_component(component, "document")


def test_a_character_without_a_glyph_is_refused_in_words(font: Path, editor: User) -> None:
    make_font(font, SIGNS.replace("拆", ""))
    with override("en"):
        assert prepared(a_note(editor, ChartShape.LINE)).problems == (
            "The chart cannot show “拆”: take it out of the table, or choose “Table only”.",
        )


def test_a_tenth_picture_is_refused_in_words(font: Path, editor: User) -> None:
    nine = [ImageFactory(branch=editor.branch) for _ in range(9)]
    component = a_note(editor, ChartShape.LINE, channels=[channel("moments", "一图看懂", nine)])
    with override("en"):
        assert prepared(component).problems == (
            "With the chart there are 10 pictures for Moments; WeCom takes at most 9. Take one out.",
        )


def test_a_draft_without_figures_is_previewed_without_a_chart(font: Path, editor: User) -> None:
    component = a_note(editor, ChartShape.LINE)
    for row in component.body[0].value["points"]:
        row["value"] = None
    assert document_of(component)["body"][0]["value"]["points"][0]["value"]["value"] is None
    assert "<img" not in render_component(component, "document")
