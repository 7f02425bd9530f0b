"""Facts at the desk: by hand, as a table, the chooser, the page of a fact."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.models import Fact, MorningBrief
from people.models import User
from tests.content.domain.test_fact_tables import workbook
from tests.content.posting import form_data, signed_in
from tests.factories.content import (
    FactFactory,
    MorningBriefFactory,
    ProductAnalysisFactory,
    ProductFactory,
    today,
)
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import issue_edition, make_component, recall_edition, submit_component

LIST, ADD, TABLE = (reverse(f"content_facts:{name}") for name in ("list", "add", "table"))
RESULTS = reverse("wagtailsnippetchoosers_content_fact:choose_results")


@pytest.fixture
def keeper(tree: BranchTree) -> User:
    return UserFactory(operator=True, branch=tree.head_office)


@pytest.fixture
def desk(keeper: User) -> Client:
    return signed_in(keeper)


def market(**fields: Any) -> Fact:
    return FactFactory(**{"product": None, "subject": "一年期LPR", "label": "利率", "value": "3.10"} | fields)


def row(about: str = "一年期LPR", value: str = "3.10%", **changes: str) -> str:
    cells = {
        "as_of": (today() - timedelta(days=1)).isoformat(),
        "source": "示范来源",
        "expires_on": (today() + timedelta(days=9)).isoformat(),
    } | changes
    return "\t".join([about, "利率", value, "", *cells.values()])


def by_hand(**changes: Any) -> dict[str, Any]:
    return {
        "product": "",
        "subject": "一年期LPR",
        "label": "利率",
        "value": "3.10%",
        "unit": "",
        "as_of": (today() - timedelta(days=1)).isoformat(),
        "expires_on": (today() + timedelta(days=9)).isoformat(),
        "source": "示范来源",
        "source_url": "",
    } | changes


def confirm(client: Client, table: str, **defaults: str) -> Any:
    """Preview, then post what the preview's form has, as a browser does."""
    previewed = client.post(TABLE, {"table": table, **defaults})
    initial = previewed.context["form"].initial
    data = {name: value for name, value in initial.items() if value is not None}
    return client.post(TABLE, {**data, "confirm": "1"})


def test_one_fact_by_hand(desk: Client, keeper: User) -> None:
    assert desk.get(ADD).status_code == 200
    assert desk.post(ADD, by_hand()).status_code == 302
    fact = Fact.objects.get()
    assert (fact.about, fact.value, fact.unit, fact.entered_by) == ("一年期LPR", "3.10", "%", keeper)
    desk.post(ADD, by_hand())
    assert Fact.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"expires_on": "2000-01-01"}, "expires_on"),
        ({"as_of": "2100-01-01", "expires_on": "2100-01-02"}, "as_of"),
        ({"expires_on": "2206-01-01"}, "expires_on"),
        ({"source": ""}, "source"),
    ],
)
def test_what_is_wrong_by_hand_is_told_at_the_field(
    changes: dict[str, str], field: str, desk: Client
) -> None:
    response = desk.post(ADD, by_hand(**changes))
    assert field in response.context["form"].errors
    assert Fact.objects.count() == 0


def test_a_table_is_previewed_and_nothing_is_saved_before_it_is_confirmed(desk: Client) -> None:
    product = ProductFactory(code="SF001", name="示范稳健一号")
    table = f"{row()}\n{row('SF001', '2.15%')}"
    page = desk.post(TABLE, {"table": table})
    assert Fact.objects.count() == 0
    assert [one.fact.about for one in page.context["previewed"].rows] == ["一年期LPR", "示范稳健一号"]
    assert [one.is_new_subject for one in page.context["previewed"].rows] == [True, False]
    assert page.context["form"].initial["table"] == table
    assert confirm(desk, table).status_code == 302
    assert set(Fact.objects.values_list("product", "subject", "value", "unit")) == {
        (None, "一年期LPR", "3.10", "%"),
        (product.pk, "", "2.15", "%"),
    }
    confirm(desk, table)
    assert Fact.objects.count() == 2


def test_a_table_changed_after_its_preview_is_previewed_again(desk: Client) -> None:
    seen = desk.post(TABLE, {"table": row()}).context["form"].initial["seen"]
    for table in (row(value="9.99%"), f"{row()}\n{row('五年期LPR')}"):
        page = desk.post(TABLE, {"table": table, "seen": seen, "confirm": "1"})
        assert page.status_code == 200
    desk.post(TABLE, {"table": row(), "confirm": "1"})
    assert Fact.objects.count() == 0


def test_one_wrong_row_holds_back_all_and_what_was_pasted_stays(desk: Client) -> None:
    table = f"{row()}\n{row('五年期LPR', as_of='昨天')}\n产"
    page = desk.post(TABLE, {"table": table})
    rows = page.context["previewed"].rows
    assert [bool(one.problems) for one in rows] == [False, True, True]
    assert rows[1].problems == ("截至日期：“昨天”不是日期，请写成 2026-03-02 的样式。",)
    assert page.context["form"].initial["table"] == table
    confirm(desk, table)
    assert Fact.objects.count() == 0


def test_an_unknown_product_code_is_refused(desk: Client) -> None:
    table = "产品代码\t名称\t数值\nSF404\t七日年化\t2.15%"
    days = {"as_of": today().isoformat(), "expires_on": today().isoformat(), "source": "示范来源"}
    page = desk.post(TABLE, {"table": table, **days})
    assert "SF404" in page.context["previewed"].rows[0].problems[0]


def test_defaults_are_kept_until_they_are_taken(desk: Client) -> None:
    days = {"as_of": today().isoformat(), "expires_on": today().isoformat(), "source": "示范来源"}
    assert confirm(desk, "上证指数\t收盘\t3012.50\t点", **days).status_code == 302
    fact = Fact.objects.get()
    assert (fact.as_of, fact.expires_on, fact.source) == (today(), today(), "示范来源")


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("事实.csv", lambda: row().replace("\t", ",").encode("gb18030")),
        ("事实.CSV", lambda: row().replace("\t", ",").encode("utf-8-sig")),
        ("事实.xlsx", lambda: workbook(row().split("\t"))),
    ],
)
def test_an_upload_is_put_into_the_box_and_then_confirmed(
    name: str, packed: Callable[[], bytes], desk: Client
) -> None:
    page = desk.post(TABLE, {"file": SimpleUploadedFile(name, packed())})
    assert page.context["form"].initial["table"] == row()
    assert Fact.objects.count() == 0
    assert confirm(desk, page.context["form"].initial["table"]).status_code == 302
    assert Fact.objects.get().about == "一年期LPR"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsm", workbook(["x"])), ("a.xlsx", b"x"), ("a.csv", b"\xff\xff"), ("a.exe", b"x")],
)
def test_an_upload_that_cannot_be_read_is_refused_with_words(name: str, content: bytes, desk: Client) -> None:
    page = desk.post(TABLE, {"file": SimpleUploadedFile(name, content)})
    assert list(page.context["form"].errors) == ["file"]
    assert Fact.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "branch"),
    [("editor", "east"), ("operator", "east"), ("officer", "head_office"), ("auditor", "head_office")],
)
def test_others_look_only(role: str, branch: str, tree: BranchTree) -> None:
    fact = market()
    client = signed_in(UserFactory(branch=getattr(tree, branch), is_superuser=True, **{role: True}))
    page = client.get(LIST)
    assert page.status_code == 200
    assert TABLE not in page.content.decode()
    assert client.get(reverse("content_facts:inspect", args=[fact.pk])).status_code == 200
    for address, data in ((ADD, by_hand(value="9.9")), (TABLE, {"table": row(value="9.9%")})):
        assert client.get(address).status_code == 302
        assert client.post(address, data).status_code == 302
    assert Fact.objects.count() == 1


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_those_who_are_not_at_the_desk_see_no_facts(role: str, tree: BranchTree) -> None:
    client = signed_in(UserFactory(branch=tree.head_office, **{role: True}))
    for address in (LIST, reverse("content_facts:inspect", args=[market().pk])):
        assert client.get(address).status_code == 302


def test_nobody_edits_or_deletes_a_fact(desk: Client) -> None:
    fact = market()
    for name in ("edit", "delete"):
        assert (
            desk.post(reverse(f"content_facts:{name}", args=[fact.pk]), by_hand(value="9.9")).status_code
            == 302
        )
    assert Fact.objects.get().value == "3.10"


def test_the_chooser_offers_the_newest_that_is_good_and_finds_by_words(editor: User) -> None:
    market(value="3.35", as_of=today() - timedelta(days=40))
    newest = market(value="3.10")
    market(subject="过期的", as_of=today() - timedelta(days=9), expires_on=today() - timedelta(days=1))
    FactFactory(label="成立以来年化")
    client = signed_in(editor)
    page = client.get(RESULTS).content.decode()
    assert "3.10" in page
    assert "成立以来年化" in page
    assert "3.35" not in page
    assert "过期的" not in page
    page = client.get(RESULTS, {"q": "LPR"}).content.decode()
    assert "3.10" in page
    assert "成立以来年化" not in page
    chosen = client.get(reverse("wagtailsnippetchoosers_content_fact:chosen", args=[newest.pk])).json()
    assert chosen["result"]["id"] == str(newest.pk)


def test_the_page_of_a_fact_shows_its_history(desk: Client) -> None:
    old = market(value="3.35", as_of=today() - timedelta(days=40))
    market(value="3.10")
    market(subject="五年期LPR", value="3.60")
    page = desk.get(reverse("content_facts:inspect", args=[old.pk]))
    assert [fact.value for fact in page.context["values"]] == ["3.10", "3.35"]
    assert page.context["is_newest"] is False


def test_the_page_of_a_fact_names_what_cites_it_with_its_state(editor: User, tree: BranchTree) -> None:
    product = ProductFactory()
    fact, other = FactFactory(product=product), FactFactory(product=product, label="起购金额")

    def analysis(title: str, cited: Fact = fact, **fields: Any) -> Any:
        fields.setdefault("editor", editor)
        return make_component(kind="product_analysis", product=product, fact=cited, title=title, **fields)

    analysis("正在写的")
    case = submit_component(analysis("正在审的"))
    edition = issue_edition(component=analysis("有效的"))
    recall_edition(issue_edition(component=analysis("召回的")))
    analysis("别的事实的", other)
    stranger = UserFactory(editor=True, branch=tree.west)
    issue_edition(component=analysis("西城的", editor=stranger))
    submit_component(analysis("西城在审的", editor=stranger))
    analysis("西城在写的", editor=stranger)

    page = signed_in(editor).get(reverse("content_facts:inspect", args=[fact.pk]))
    dependents = page.context["dependents"]
    assert [one.title for one in dependents.drafts if one.title not in {"有效的", "召回的"}] == ["正在写的"]
    assert [(one.title, str(one.standing)) for one in dependents.submitted] == [
        ("有效的", "有效"),
        ("正在审的", "合规审查"),
    ]
    content = page.content.decode()
    assert reverse("review_edition:edition", args=[edition.public_id]) in content
    assert reverse("review_case:case", args=[case.public_id]) in content
    assert "西城" not in content
    assert "别的事实的" not in content


def test_the_page_of_a_fact_costs_the_same_for_twenty(editor: User, django_assert_num_queries: Any) -> None:
    product = ProductFactory()
    fact = FactFactory(product=product)
    client, address = signed_in(editor), reverse("content_facts:inspect", args=[fact.pk])

    def add() -> None:
        def made() -> Any:
            return make_component(kind="product_analysis", editor=editor, product=product, fact=fact)

        ProductAnalysisFactory(created_by=editor, product=product, fact=fact)
        submit_component(made())
        issue_edition(component=made())

    add()
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _number in range(6):
        add()
    with django_assert_num_queries(len(one)):
        page = client.get(address)
    assert len(page.context["dependents"].submitted) == 14


def test_the_list_of_facts_costs_the_same_for_twenty(desk: Client, django_assert_num_queries: Any) -> None:
    FactFactory()
    desk.get(LIST)
    with CaptureQueriesContext(connection) as one:
        desk.get(LIST)
    for number in range(19):
        FactFactory(label=f"事实{number}")
    with django_assert_num_queries(len(one)):
        desk.get(LIST)


def test_a_brief_saved_with_a_fact_takes_its_figures_and_refuses_others(editor: User) -> None:
    fact = market(subject="上证指数", label="收盘", value="3012.50", unit="点", source="示范行情中心")
    brief = MorningBriefFactory(created_by=editor)
    raw = brief.body.get_prep_value()
    raw[1]["value"][0]["value"] = {
        "fact": fact.pk,
        "name": "",
        "value": "",
        "unit": "",
        "change": "",
        "as_of": "",
        "source": "",
    }
    client, address = signed_in(editor), reverse("content_morning_brief:edit", args=[brief.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, form_data(brief, body=raw)).status_code == 302
    saved = MorningBrief.objects.get().body[1].value[0]
    assert (saved["name"], str(saved["value"]), saved["unit"]) == ("上证指数", "3012.50", "点")
    assert saved["source"] == "示范行情中心"
    brief.refresh_from_db()
    raw[1]["value"][0]["value"]["value"] = "9999"
    response = client.post(address, form_data(brief, body=raw))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["body"]
    assert json.dumps("数据为“3012.50点”")[1:-1] in response.content.decode()
    assert str(MorningBrief.objects.get().body[1].value[0]["value"]) == "3012.50"
