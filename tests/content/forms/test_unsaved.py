"""A form that is not saved, read as saving would read it."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.domain.document import Document, passages
from content.forms.unsaved import Unsaved, read_unsaved
from content.kinds import KINDS
from content.models import Component
from content.queries.freezing import document_of
from core import clock
from people.models import User
from tests.content.posting import form_data, posted, signed_in
from tests.factories.content import FactFactory, ImageFactory, MorningBriefFactory, block, items
from tests.factories.kinds import make_of_kind

pytestmark = pytest.mark.django_db
CODES = [kind.code for kind in KINDS]


def read(component: Component, **changes: Any) -> Unsaved:
    row = Component.objects.get(pk=component.pk)
    return read_unsaved(row, posted(form_data(component, **changes)))


def texts(document: Document) -> dict[str, str]:
    return {one.place: one.text for one in passages(document)}


@pytest.mark.parametrize("code", CODES)
def test_it_is_the_document_that_saving_gives(editor: User, code: str) -> None:
    component = make_of_kind(code, editor, clock.now())
    unsaved = document_of(read(component, title=" 改过的标题 ").component)
    answer = signed_in(editor).post(
        reverse(f"content_{code}:edit", args=[component.pk]), form_data(component, title=" 改过的标题 ")
    )
    assert answer.status_code == 302
    saved = Component.objects.get(pk=component.pk)
    assert saved.title == "改过的标题"
    assert unsaved == document_of(saved.latest_revision.as_object())


@pytest.mark.parametrize("code", CODES)
def test_every_text_has_its_field(editor: User, code: str) -> None:
    component = make_of_kind(code, editor, clock.now())
    data = form_data(component)
    unsaved = read(component)
    found = texts(document_of(unsaved.component))
    assert found
    for place, text in found.items():
        assert _opens_with(data[unsaved.fields[place]], text.splitlines()[0]), place


def _opens_with(typed: Any, line: str) -> bool:
    """Say whether a box, plain or formatted, was filled in with a text that begins with `line`."""
    try:
        return str(json.loads(typed)["blocks"][0]["text"]) == line
    except (TypeError, ValueError):
        return line in str(typed)


def test_nothing_is_written_and_the_row_keeps_what_it_says(editor: User) -> None:
    component = MorningBriefFactory(created_by=editor, title="原标题")
    unsaved = read(component, title="未保存")
    assert unsaved.component.title == "未保存"
    assert Component.objects.get(pk=component.pk).title == "原标题"


def test_what_saving_refuses_is_read_for_what_is_there(editor: User) -> None:
    component = MorningBriefFactory(created_by=editor, texts={"moments": "早安。"})
    body = [
        block(
            "indicators", items({"name": "示范指数", "value": "很高", "as_of": "昨天", "source": "示范社"})
        ),
        block("headlines", items({"text": "题" * 500, "source": ""})),
    ]
    unsaved = read(
        component,
        title="题" * 200,
        body=body,
        product="没有",
        valid_from="明天",
        tier="unknown",
        segments=["unknown"],
    )
    document = document_of(unsaved.component)
    assert {"示范指数", "示范社", "题" * 500, "题" * 200, "早安。"} <= set(texts(document).values())
    indicator = document["body"][0]["value"][0]["value"]
    assert (indicator["value"], indicator["as_of"]) == (None, None)
    assert unsaved.component.tier == component.tier
    assert unsaved.component.valid_from == component.valid_from


def test_a_form_without_rows_or_numbers_leaves_the_rest_as_it_was(editor: User) -> None:
    component = MorningBriefFactory(created_by=editor, texts={"moments": "早安。"})
    row = Component.objects.get(pk=component.pk)
    unsaved = read_unsaved(row, posted({"title": "只有标题", "channels-count": "x"}))
    assert unsaved.component.title == "只有标题"
    assert unsaved.component.body.get_prep_value() == component.body.get_prep_value()
    assert list(unsaved.component.channels) == []


def test_deleted_rows_go_and_moved_ones_keep_their_field(editor: User) -> None:
    component = MorningBriefFactory(created_by=editor)
    body = [block("headlines", items(*({"text": f"第{one}条", "source": "示范社"} for one in "一二三")))]
    data = form_data(component, body=body)
    rows = "body-0-value"
    data |= {f"{rows}-0-deleted": "1", f"{rows}-1-order": 2, f"{rows}-2-order": 1}
    unsaved = read_unsaved(Component.objects.get(pk=component.pk), posted(data))
    found = texts(document_of(unsaved.component))
    headlines = {place: text for place, text in found.items() if text.startswith("第")}
    assert list(headlines.values()) == ["第三条", "第二条"]
    assert [unsaved.fields[place] for place in headlines] == [f"{rows}-2-value-text", f"{rows}-1-value-text"]


def test_a_fact_fills_in_what_saving_would_fill_in(editor: User) -> None:
    component = MorningBriefFactory(created_by=editor)
    fact = FactFactory(value="3.10", source="示范数据社")
    row = {"fact": fact.pk, "name": "", "value": "", "unit": "", "change": "", "as_of": "", "source": ""}
    unsaved = read(component, body=[block("indicators", items(row))])
    indicator = unsaved.component.body[0].value[0]
    assert (indicator["name"], indicator["value"], indicator["source"]) == (
        fact.about,
        Decimal("3.10"),
        "示范数据社",
    )


def test_pictures_and_rows_cost_the_same_queries_however_many(editor: User) -> None:
    def queries(count: int) -> int:
        pictures = [ImageFactory(branch=editor.branch) for _each in range(count)]
        rows = [{"text": f"第{one}条", "source": "示范社"} for one in range(count)]
        component = MorningBriefFactory(created_by=editor, pictures=pictures)
        body = [block("headlines", items(*rows))]
        row, data = Component.objects.get(pk=component.pk), posted(form_data(component, body=body))
        with CaptureQueriesContext(connection) as ran:
            document = document_of(read_unsaved(row, data).component)
        assert len(document["media"]) == count
        return len(ran)

    assert queries(1) == queries(20)
