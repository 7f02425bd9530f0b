"""Figures with a fact behind them: filled from it, and never saying something else."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import localtime
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.backing import is_named_after, start_of
from content.blocks.chart import MarketTableBlock
from content.blocks.market import IndicatorBlock
from content.models import Fact
from tests.factories.content import FactFactory, items, today

pytestmark = pytest.mark.django_db
EMPTY = dict.fromkeys(("name", "value", "unit", "change", "as_of", "source"))


def index(**fields: Any) -> Fact:
    told = {
        "subject": "上证指数",
        "label": "收盘",
        "value": "3,012.50",
        "unit": "点",
        "source": "示范行情中心",
    }
    return FactFactory(**{"product": None, **told} | fields)


def indicator(fact: Fact | None, **typed: Any) -> Any:
    block = IndicatorBlock()
    value = block.to_python({**EMPTY, "fact": fact.pk if fact else None})
    for name, one in typed.items():
        value[name] = one
    return block.clean(value)


def refused(fact: Fact | None, **typed: Any) -> set[str]:
    with pytest.raises(StructBlockValidationError) as caught:
        indicator(fact, **typed)
    return set(caught.value.block_errors)


def test_what_is_empty_comes_from_the_fact() -> None:
    fact = index()
    cleaned = indicator(fact)
    assert cleaned["fact"] == fact
    assert (cleaned["name"], cleaned["value"], cleaned["unit"]) == ("上证指数", Decimal("3012.50"), "点")
    assert (localtime(cleaned["as_of"]).date(), cleaned["source"]) == (fact.as_of, "示范行情中心")
    assert cleaned["change"] is None


def test_what_agrees_may_be_typed_in_other_words() -> None:
    fact = index()
    cleaned = indicator(
        fact, name="上证指数（沪）", value="3012.5", as_of=start_of(fact.as_of) + timedelta(hours=15)
    )
    assert (cleaned["name"], cleaned["value"]) == ("上证指数（沪）", Decimal("3012.5"))


@pytest.mark.parametrize(
    ("field", "typed"), [("name", "深证成指"), ("value", "3012.51"), ("unit", "%"), ("source", "别处")]
)
def test_what_contradicts_is_refused_at_its_field(field: str, typed: str) -> None:
    assert refused(index(), **{field: typed}) == {field}


def test_another_day_contradicts() -> None:
    assert refused(index(), as_of=start_of(today())) == {"as_of"}


def test_a_fact_told_in_words_is_no_figure() -> None:
    assert refused(index(value="约三千"), value="3000") == {"fact"}


def test_without_a_fact_all_must_be_typed() -> None:
    assert refused(None) == {"name", "value", "as_of", "source"}


def table(*points: tuple[Fact | None, str, str | None], **typed: Any) -> Any:
    block = MarketTableBlock()
    rows = [{"fact": fact.pk if fact else None, "name": name, "value": value} for fact, name, value in points]
    value = block.to_python({"caption": "走势", "shape": "columns", "points": items(*rows)})
    for name, one in typed.items():
        value[name] = one
    return block.clean(value)


def test_a_table_takes_unit_day_and_sources_from_its_facts() -> None:
    newest = index()
    older = index(as_of=newest.as_of - timedelta(days=7), value="2990", source="示范交易所")
    cleaned = table((older, "上周", None), (newest, "本周", None))
    assert [point["value"] for point in cleaned["points"]] == [Decimal(2990), Decimal("3012.50")]
    assert (cleaned["unit"], cleaned["source"]) == ("点", "示范交易所、示范行情中心")
    assert localtime(cleaned["as_of"]).date() == newest.as_of


@pytest.mark.parametrize(("field", "typed"), [("unit", "%"), ("source", "别处")])
def test_a_table_that_contradicts_its_facts_is_refused(field: str, typed: str) -> None:
    with pytest.raises(StructBlockValidationError) as caught:
        table((index(), "本周", None), (None, "上周", "2990"), **{field: typed})
    assert set(caught.value.block_errors) == {field}


def test_a_table_older_than_its_facts_is_refused() -> None:
    fact = index()
    with pytest.raises(StructBlockValidationError) as caught:
        table((fact, "本周", None), (None, "上周", "2990"), as_of=start_of(fact.as_of - timedelta(days=1)))
    assert set(caught.value.block_errors) == {"as_of"}


def test_a_row_that_contradicts_its_fact_is_refused() -> None:
    with pytest.raises(StructBlockValidationError) as caught:
        table((index(), "本周", "3000"), (None, "上周", "2990"))
    assert set(caught.value.block_errors) == {"points"}


def test_names_are_compared_as_parts_of_one_another() -> None:
    assert is_named_after("LPR", ("一年期LPR", "利率"))
    assert is_named_after("一年期 LPR（最新）", ("一年期LPR",))
    assert not is_named_after("五年期LPR", ("一年期LPR", "利率"))
