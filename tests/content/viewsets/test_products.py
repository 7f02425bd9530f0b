"""Products and their facts at the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from content.models import Product
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.content import FactFactory, ProductAnalysisFactory, ProductFactory, today
from tests.factories.people import UserFactory

ADD = reverse("content_products:add")


def posted(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": "SF001",
        "name": "示范稳健一号",
        "product_type": "wmp",
        "risk": "R2",
        "issuer": "示范理财有限责任公司",
        "registration_code": "",
    }
    return data | changes


@pytest.mark.parametrize("role", ["editor", "operator"])
def test_editors_and_operators_keep_products(role: str, db: None) -> None:
    client = signed_in(UserFactory(**{role: True}))
    assert client.post(ADD, posted()).status_code == 302
    product = Product.objects.get()
    assert (product.code, product.risk) == ("SF001", "R2")


@pytest.mark.parametrize("role", ["officer", "legal", "lead", "auditor"])
def test_others_at_the_desk_look_only(role: str, db: None) -> None:
    product = ProductFactory(name="原来的名字")
    client = signed_in(UserFactory(**{role: True}))
    assert client.get(reverse("content_products:list")).status_code == 200
    assert client.get(reverse("content_products:inspect", args=[product.pk])).status_code == 200
    for address in (ADD, reverse("content_products:edit", args=[product.pk])):
        assert client.post(address, posted(name="改")).status_code == 302
    assert list(Product.objects.values_list("name", flat=True)) == ["原来的名字"]


def test_administrators_managers_and_superusers_without_a_role_have_no_products(db: None) -> None:
    product = ProductFactory()
    for traits in ({"administrator": True}, {"manager": True}, {"is_superuser": True}):
        client = signed_in(UserFactory(**traits))
        for name, arguments in (("list", []), ("inspect", [product.pk]), ("edit", [product.pk])):
            assert client.get(reverse(f"content_products:{name}", args=arguments)).status_code == 302


def test_a_product_without_a_risk_level_is_refused_at_the_field(editor: User) -> None:
    response = signed_in(editor).post(ADD, posted(risk=""))
    assert list(response.context["form"].errors) == ["risk"]
    assert Product.objects.count() == 0
    assert "示范稳健一号" in response.content.decode()


def test_nobody_deletes_a_product(editor: User) -> None:
    product = ProductFactory()
    signed_in(editor).post(reverse("content_products:delete", args=[product.pk]))
    assert Product.objects.count() == 1


def test_the_page_shows_the_newest_facts_and_what_rests_on_the_product(editor: User) -> None:
    product = ProductFactory(name="示范稳健一号")
    FactFactory(product=product, label="七日年化", value="1.95", as_of=today() - timedelta(days=9))
    FactFactory(product=product, label="七日年化", value="2.15")
    FactFactory(product=product, label="起购金额", value="1", unit="元")
    FactFactory(label="别的产品的", value="9.99")
    mine = ProductAnalysisFactory(created_by=editor, product=product, fact=None, title="我们的分析")
    ProductAnalysisFactory(product=product, fact=None, title="别的分行的分析")
    page = signed_in(editor).get(reverse("content_products:inspect", args=[product.pk]))
    assert [str(fact.value) for fact in page.context["facts"]] == ["2.15", "1"]
    assert [one.title for one in page.context["dependents"].drafts] == ["我们的分析"]
    assert reverse("content_product_analysis:inspect", args=[mine.pk]) in page.content.decode()
    for foreign in ("别的分行的分析", "9.99"):
        assert foreign not in page.content.decode()


def test_the_list_of_products_costs_the_same_for_twenty(editor: User, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = signed_in(editor), reverse("content_products:list")
    ProductFactory()
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _number in range(19):
        ProductFactory()
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_the_page_of_a_product_costs_the_same_for_twenty(
    editor: User, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    product = ProductFactory()
    client, address = signed_in(editor), reverse("content_products:inspect", args=[product.pk])

    def add(number: int) -> None:
        fact = FactFactory(product=product, label=f"事实{number}")
        ProductAnalysisFactory(created_by=editor, product=product, fact=fact)

    add(0)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(1, 20):
        add(number)
    with django_assert_num_queries(len(one)):
        page = client.get(address)
    assert len(page.context["dependents"].drafts) == 20


def test_what_is_no_longer_sold_is_not_offered_and_not_submitted(editor: User) -> None:
    gone = ProductFactory(name="示范停售一号", is_withdrawn=True)
    ProductFactory(name="示范在售二号")
    client = signed_in(editor)
    chooser = client.get(reverse("content_products:list")).content.decode()
    assert "示范停售一号" in chooser
    offered = client.get(reverse(Product.snippet_viewset.chooser_viewset.get_url_name("choose_results")))
    assert "示范在售二号" in offered.content.decode()
    assert "示范停售一号" not in offered.content.decode()
    draft = ProductAnalysisFactory(created_by=editor, product=gone)
    address = reverse("content_product_analysis:edit", args=[draft.pk])
    answer = client.post(address, form_data(draft, title="改过的标题") | {"action-submit-review": "1"})
    form = answer.context["form"]
    assert form.errors["product"] == ["“示范停售一号”已停售。请改选其他产品，或删去与它有关的内容。"]
    assert form["title"].value() == "改过的标题"
    assert client.post(address, form_data(draft, title="改过的标题")).status_code == 302


@pytest.mark.parametrize("deferred", [True, False])
def test_a_product_deleted_while_the_form_is_open_is_named_and_nothing_is_lost(
    deferred: bool, editor: User
) -> None:
    draft, gone = ProductAnalysisFactory(created_by=editor), ProductFactory()
    data = form_data(draft, title="改过的标题", product=gone.pk)
    gone.delete()
    data |= {} if deferred else {"action-submit-review": "1"}
    answer = signed_in(editor).post(reverse("content_product_analysis:edit", args=[draft.pk]), data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["product"]
    assert "选择一个有效的选项" in str(answer.context["form"].errors["product"])
    assert answer.context["form"]["title"].value() == "改过的标题"
