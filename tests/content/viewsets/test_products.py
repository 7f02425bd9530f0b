"""Products and their facts at the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from content.models import Product, ProductFact
from people.models import User
from tests.content.posting import signed_in
from tests.factories.content import ProductAnalysisFactory, ProductFactFactory, ProductFactory, today
from tests.factories.people import UserFactory

ADD = reverse("content_products:add")


def posted(facts: list[dict[str, Any]], initial: int = 0, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": "SF001",
        "name": "示范稳健一号",
        "product_type": "wmp",
        "risk": "R2",
        "issuer": "示范理财有限责任公司",
        "registration_code": "",
        "facts-TOTAL_FORMS": len(facts),
        "facts-INITIAL_FORMS": initial,
        "facts-MIN_NUM_FORMS": 0,
        "facts-MAX_NUM_FORMS": 1000,
    }
    for index, fact in enumerate(facts):
        data |= {f"facts-{index}-{name}": value for name, value in fact.items()}
    return data | changes


FACT = {
    "label": "七日年化",
    "value": "2.15%",
    "as_of": "2026-03-01",
    "source": "示范来源",
    "expires_on": "2026-04-01",
}


@pytest.mark.parametrize("role", ["editor", "operator"])
def test_editors_and_operators_keep_products(role: str, db: None) -> None:
    client = signed_in(UserFactory(**{role: True}))
    assert client.post(ADD, posted([FACT])).status_code == 302
    product = Product.objects.get()
    assert (product.code, product.risk) == ("SF001", "R2")
    assert list(product.facts.values_list("label", "value", "source")) == [("七日年化", "2.15%", "示范来源")]


@pytest.mark.parametrize("role", ["officer", "legal", "lead", "auditor"])
def test_others_at_the_desk_look_only(role: str, db: None) -> None:
    product = ProductFactory(name="原来的名字")
    client = signed_in(UserFactory(**{role: True}))
    assert client.get(reverse("content_products:list")).status_code == 200
    assert client.get(reverse("content_products:inspect", args=[product.pk])).status_code == 200
    for address in (ADD, reverse("content_products:edit", args=[product.pk])):
        assert client.post(address, posted([], name="改")).status_code == 302
    assert list(Product.objects.values_list("name", flat=True)) == ["原来的名字"]


def test_administrators_managers_and_superusers_without_a_role_have_no_products(db: None) -> None:
    product = ProductFactory()
    for traits in ({"administrator": True}, {"manager": True}, {"is_superuser": True}):
        client = signed_in(UserFactory(**traits))
        for name, arguments in (("list", []), ("inspect", [product.pk]), ("edit", [product.pk])):
            assert client.get(reverse(f"content_products:{name}", args=arguments)).status_code == 302


def test_a_product_without_a_risk_level_is_refused_at_the_field(editor: User) -> None:
    response = signed_in(editor).post(ADD, posted([FACT], risk=""))
    assert list(response.context["form"].errors) == ["risk"]
    assert Product.objects.count() == 0
    assert "示范稳健一号" in response.content.decode()


def test_a_fact_cannot_expire_before_its_day(editor: User) -> None:
    response = signed_in(editor).post(ADD, posted([{**FACT, "expires_on": "2026-02-01"}]))
    facts = response.context["form"].formsets["facts"]
    assert list(facts.forms[0].errors) == ["expires_on"]


def test_a_cited_fact_is_not_taken_away(editor: User) -> None:
    product = ProductFactory()
    fact = ProductFactFactory(product=product)
    ProductAnalysisFactory(created_by=editor, product=product, fact=fact)
    row = {**FACT, "id": fact.pk, "DELETE": "on"}
    address = reverse("content_products:edit", args=[product.pk])
    response = signed_in(editor).post(address, posted([row], initial=1))
    assert response.status_code == 200
    assert ProductFact.objects.filter(pk=fact.pk).exists()


def test_a_fact_that_nobody_cites_may_go(editor: User) -> None:
    fact = ProductFactFactory()
    row = {**FACT, "id": fact.pk, "DELETE": "on"}
    address = reverse("content_products:edit", args=[fact.product_id])
    assert signed_in(editor).post(address, posted([row], initial=1)).status_code == 302
    assert ProductFact.objects.count() == 0


def test_nobody_deletes_a_product(editor: User) -> None:
    product = ProductFactory()
    signed_in(editor).post(reverse("content_products:delete", args=[product.pk]))
    assert Product.objects.count() == 1


def test_the_chooser_of_facts_offers_what_is_still_good_and_finds_by_words(editor: User) -> None:
    good = ProductFactFactory(label="成立以来年化")
    ProductFactFactory(label="七日年化")
    ProductFactFactory(
        label="过期的年化", expires_on=today() - timedelta(days=1), as_of=today() - timedelta(days=9)
    )
    client = signed_in(editor)
    results = reverse("wagtailsnippetchoosers_content_productfact:choose_results")
    page = client.get(results).content.decode()
    assert "七日年化" in page
    assert "过期的年化" not in page
    page = client.get(results, {"q": "成立"}).content.decode()
    assert "成立以来年化" in page
    assert "七日年化" not in page
    chosen = client.get(reverse("wagtailsnippetchoosers_content_productfact:chosen", args=[good.pk])).json()
    assert chosen["result"]["id"] == str(good.pk)


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
