"""Screening as one writes: what the editor's script is answered."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.kinds import KINDS
from content.models import Component
from content.queries.freezing import document_of
from content.queries.opening import blank_component
from core import clock
from review.actions.prepare import prepare
from review.domain.screening.result import Finding
from review.forms.submission import field_name
from review.queries.screened import screened
from review.queries.writing import MOST_CHARACTERS, MOST_SHOWN
from tests.content.posting import form_data, signed_in
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.content import block, items
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import make_component, submit_component
from tests.factories.rules import spoil_rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def piece(component: Component) -> str:
    return reverse("review_writing:piece", args=[component.public_id])


def asked(client: Client, component: Component, **changes: Any) -> Any:
    """Post the form of `component` with `changes`, as the script does."""
    return client.post(piece(component), form_data(component, **changes))


def marked(answer: Any) -> dict[str, list[str]]:
    """Return the words marked at each field of the answer."""
    return {
        one["name"]: [mark.text for mark in BeautifulSoup(one["html"], "html.parser").select("mark")]
        for one in answer.json()["fields"]
    }


def test_a_finding_comes_back_at_its_field_with_law_suggestion_and_counts() -> None:
    component = make_component(kind="product_analysis")
    answer = asked(signed_in(component.created_by), component, title="零风险的理财")
    assert answer.status_code == 200
    assert marked(answer)["title"] == ["零风险"]
    finding = next(one for one in answer.json()["fields"] if one["name"] == "title")
    card = BeautifulSoup(finding["html"], "html.parser").select_one("[data-writing-finding]")
    assert card is not None
    assert (card["data-start"], card["data-end"], card["data-words"]) == ("0", "3", "零风险")
    assert "Must be changed" in card.text
    assert card.select_one(".desk-finding__law") is not None
    assert "1 must be changed" in answer.json()["sentence"]
    summary = BeautifulSoup(answer.json()["summary"], "html.parser")
    assert "零风险" in [quoted.text for quoted in summary.select("a[data-writing-of] q")]


def test_nothing_found_is_said() -> None:
    component = make_component()
    answer = asked(signed_in(component.created_by), component).json()
    assert (answer["sentence"], answer["fields"]) == ("Screening found nothing.", [])


@pytest.mark.parametrize("code", [kind.code for kind in KINDS])
def test_a_new_piece_of_every_kind_is_screened_unfinished(code: str) -> None:
    editor = UserFactory(editor=True, branch=branch_tree().east)
    opened = blank_component(next(kind for kind in KINDS if kind.code == code), editor, clock.now())
    data = form_data(opened, title="保证收益，稳赚不赔", product="", segments=[])
    answer = signed_in(editor).post(reverse("review_writing:new", args=[code]), data)
    assert answer.status_code == 200
    assert "保证收益" in "".join(marked(answer)["title"])
    assert not Component.objects.exists()


@pytest.mark.parametrize("code", [kind.code for kind in KINDS])
def test_as_one_writes_and_at_submission_the_same_is_found(code: str, frozen_clock: Any) -> None:
    component = make_of_kind(code, UserFactory(editor=True, branch=branch_tree().east), clock.now())
    component.title = "保本理财零风险"
    component.save()
    component.save_revision(user=component.created_by, clean=False)
    component = Component.objects.get(pk=component.pk)
    final = prepare(component, frozen_clock.at).screening
    answer = asked(signed_in(component.created_by), component).json()
    page = BeautifulSoup(
        "".join([answer["summary"], *(one["html"] for one in answer["fields"])]), "html.parser"
    )
    found = [
        (card["data-words"], card.select_one(".desk-finding__words").text)
        for card in page.select("[data-writing-finding]")
    ]
    assert found
    assert sorted(found) == sorted((one.text, one.title) for one in final.findings)


def test_nothing_is_written() -> None:
    component = make_component()
    client = signed_in(component.created_by)
    with CaptureQueriesContext(connection) as ran:
        asked(client, component, title="保证收益")
    assert [query["sql"] for query in ran if not query["sql"].lstrip("( ").startswith("SELECT")] == []
    assert Component.objects.get(pk=component.pk).title == component.title


def test_much_costs_the_same_queries_as_little() -> None:
    component = make_component()
    client = signed_in(component.created_by)

    def queries(count: int) -> int:
        rows = items(*({"text": f"保证收益{one}", "source": "示范社"} for one in range(count)))
        with CaptureQueriesContext(connection) as ran:
            answer = asked(client, component, body=[block("headlines", rows)])
        assert len(marked(answer)) == count
        return len(ran)

    assert queries(1) == queries(20)


def test_the_first_are_shown_and_all_are_counted() -> None:
    component = make_component(kind="product_analysis")
    text = "保证收益。" * 140 + WEALTH_DISCLOSURES
    channels = [block("moments", {"text": text, "variants": [], "pictures": [], "action": []})]
    answer = asked(signed_in(component.created_by), component, channels=channels)
    assert sum(len(words) for words in marked(answer).values()) <= MOST_SHOWN
    assert "140 must be changed" in answer.json()["sentence"]
    assert "more findings are counted and not shown" in answer.json()["summary"]


def test_more_than_is_read_is_refused_in_words() -> None:
    component = make_component(texts={"moments": "字" * MOST_CHARACTERS})
    answer = asked(signed_in(component.created_by), component)
    assert answer.status_code == 413
    assert "at most 100000 are checked" in answer.json()["words"]


def test_asking_too_often_is_refused_in_words_and_for_oneself_alone() -> None:
    component = make_component()
    client = signed_in(component.created_by)
    other = signed_in(UserFactory(editor=True, branch=component.branch))
    answers = [client.post(piece(component), {"title": "早安"}).status_code for _each in range(121)]
    assert answers == [200] * 120 + [429]
    refused = client.post(piece(component), {"title": "早安"})
    assert int(refused.headers["Retry-After"]) > 0
    assert "goes on by itself" in refused.json()["words"]
    assert other.post(piece(component), {"title": "早安"}).status_code == 200


def test_rows_of_one_name_are_refused() -> None:
    component = make_component()
    rows = [{"type": "item", "id": "same", "value": {"text": f"第{one}条", "source": ""}} for one in range(2)]
    answer = asked(signed_in(component.created_by), component, body=[block("headlines", rows)])
    assert answer.status_code == 200


def test_under_rules_that_were_changed_it_says_why_nothing_is_checked() -> None:
    component = make_component(title="早报初稿")
    spoil_rules()
    answer = asked(signed_in(component.created_by), component)
    assert answer.status_code == 409
    assert "no longer those that were activated" in answer.json()["words"]


def test_what_is_in_review_is_not_screened_again() -> None:
    component = make_component()
    submit_component(component)
    answer = asked(signed_in(component.created_by), Component.objects.get(pk=component.pk))
    assert answer.status_code == 409
    assert answer.json() == {"words": "This piece is not a draft any more. Open it anew."}


def test_who_may_not_write_it_learns_nothing() -> None:
    tree = branch_tree()
    component = make_component(branch=tree.east, title="东城机密早报")
    above, beside = (UserFactory(editor=True, branch=branch) for branch in (tree.head_office, tree.west))
    officer = UserFactory(officer=True, branch=tree.head_office)
    assert asked(signed_in(above), component).status_code == 200
    assert asked(signed_in(beside), component).status_code == 404
    sent_away = asked(signed_in(officer), component)
    assert (sent_away.status_code, sent_away.url) == (302, reverse("wagtailadmin_home"))
    new = signed_in(officer).post(reverse("review_writing:new", args=["faq"]), {"title": "早安"})
    assert (new.status_code, new.url) == (302, reverse("wagtailadmin_home"))


def test_an_unknown_kind_is_not_found() -> None:
    editor = UserFactory(editor=True, branch=branch_tree().east)
    assert signed_in(editor).post(reverse("review_writing:new", args=["none"]), {}).status_code == 404


def test_a_warning_comes_back_with_what_was_said_to_it_also_when_it_moved() -> None:
    component = make_component(kind="product_analysis")
    warned = prepare_warned(component)
    said = {field_name(warned): "募集期以说明书为准。"}
    data = {"title": "现在限时抢购", "justifications": json.dumps(said)}
    answer = asked(signed_in(component.created_by), component, **data).json()
    title = next(one for one in answer["fields"] if one["name"] == "title")
    reason = BeautifulSoup(title["html"], "html.parser").select_one("textarea[data-writing-why]")
    assert reason is not None
    assert reason.text == "募集期以说明书为准。"
    assert reason["data-writing-why"] != field_name(warned)


def prepare_warned(component: Component) -> Finding:
    """Return the warning that the title 限时抢购 gives."""
    document = document_of(component) | {"title": "限时抢购"}
    return next(one for one in screened(document).warnings if one.place == "title")
