"""What a submission does with the facts and the product that it rests on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from content.domain.cited_facts import cited_facts
from content.models import Component, Fact
from core import clock, immutability
from review.actions.submit import NotReady
from review.domain.figures import figures
from review.models import CandidateFact, CandidateProduct
from tests.conftest import FrozenClock
from tests.factories.content import FactFactory, ProductFactory, block, brief_body, today
from tests.factories.review import issue_edition, make_component, submit_component

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def analysis(fact: Fact, **fields: Any) -> Component:
    return make_component(kind="product_analysis", product=fact.product, fact=fact, **fields)


def brief_citing(fact: Fact) -> Component:
    component = make_component()
    body = brief_body(today() + timedelta(days=2), clock.now())
    body[1]["value"][0]["value"] |= {
        "fact": fact.pk,
        "name": fact.about,
        "value": fact.value,
        "unit": fact.unit,
        "as_of": datetime.combine(fact.as_of, datetime.min.time(), clock.now().tzinfo or UTC).isoformat(),
        "source": fact.source,
    }
    component.body = body
    component.save()
    component.save_revision(user=component.created_by, clean=False)
    return component


def market(**fields: Any) -> Fact:
    told = {"subject": "上证指数", "label": "收盘", "value": "3012.50", "unit": "点"}
    return FactFactory(**{"product": None, **told} | fields)


def test_facts_and_product_are_written_beside_the_candidate() -> None:
    fact = FactFactory(product=ProductFactory())
    candidate = submit_component(analysis(fact)).candidate
    assert list(candidate.facts.values_list("fact", flat=True)) == [fact.pk]
    assert candidate.product.product == fact.product
    [frozen] = cited_facts(candidate.content)
    assert (frozen["value"], frozen["unit"], frozen["source"]) == ("2.15", "%", fact.source)


def test_a_brief_freezes_the_fact_behind_an_indicator_and_officers_see_its_end() -> None:
    fact = market()
    candidate = submit_component(brief_citing(fact)).candidate
    assert [one["id"] for one in cited_facts(candidate.content)] == [fact.pk]
    assert list(candidate.facts.values_list("fact", flat=True)) == [fact.pk]
    assert not CandidateProduct.objects.exists()
    first = figures(candidate.content)[0]
    assert (first.name, first.expires_on) == ("上证指数", fact.expires_on.isoformat())


def test_a_piece_without_facts_or_product_leaves_no_rows() -> None:
    submit_component(make_component())
    assert (CandidateFact.objects.count(), CandidateProduct.objects.count()) == (0, 0)


def test_the_rows_are_immutable() -> None:
    submit_component(analysis(FactFactory()))
    immutability.install(connection)
    for model in (CandidateFact, CandidateProduct):
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            model.objects.all().delete()


def test_an_expired_fact_is_refused_with_words() -> None:
    fact = FactFactory(as_of=today() - timedelta(days=9), expires_on=today() - timedelta(days=1))
    with pytest.raises(NotReady) as caught:
        submit_component(analysis(fact))
    assert caught.value.problems[0] == (
        f"The fact “七日年化 2.15%” expired on {fact.expires_on}: choose its newest value, or take it out."
    )
    assert CandidateFact.objects.count() == 0


def test_a_fact_on_its_last_day_is_good_until_midnight_and_ends_the_edition_then(
    frozen_clock: FrozenClock,
) -> None:
    fact = FactFactory(expires_on=today())
    edition = issue_edition(component=analysis(fact))
    assert edition.valid_until == datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)


def test_the_earliest_of_several_facts_ends_the_edition() -> None:
    product = ProductFactory()
    late = FactFactory(product=product, expires_on=today() + timedelta(days=90))
    soon = FactFactory(product=product, label="起购金额", expires_on=today() + timedelta(days=1))
    component = analysis(late)
    raw = component.body.get_prep_value()
    wording = {"fact": soon.pk, "wording": "起购金额"}
    raw[1]["value"].append(block("item", wording))
    component.body = raw
    component.save_revision(user=component.created_by, clean=False)
    edition = issue_edition(component=component)
    assert edition.valid_until == datetime(2026, 3, 3, 15, 59, 59, tzinfo=UTC)


def test_an_end_of_its_own_before_the_facts_stays() -> None:
    fact = FactFactory(expires_on=today() + timedelta(days=90))
    component = analysis(fact)
    assert issue_edition(component=component).valid_until == component.valid_until
