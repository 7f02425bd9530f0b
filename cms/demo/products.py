"""Products of the demo bank with their dated facts. All of them are invented."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment, Timetable
from content.actions.take_facts import take_facts
from content.models import Fact, Product

KEEPER = "editor"
"""Who enters the facts."""


def product_steps(timetable: Timetable, beginning: Moment) -> Iterator[Step]:
    """Yield the step that makes the products, then one for each day from which facts are known."""
    yield Step(beginning, "产品", _is_done, lambda _at: _make())
    for day in sorted({known["as_of"] for _product, known in _facts()}):
        yield Step(
            max(beginning, timetable.at(f"{day} 08:30")),
            "产品事实",
            partial(_are_taken, timetable, day),
            partial(_take, timetable, day),
        )


def fact(reference: str) -> Fact:
    """Return the newest fact named like "SF-WMP-090/起购金额". Raises Fact.DoesNotExist."""
    code, label = reference.split("/")
    found: Fact = Fact.objects.filter(product__code=code, label=label).latest("as_of")
    return found


def _is_done() -> bool:
    codes = [one["code"] for one in table("products")["products"]]
    return bool(Product.objects.filter(code__in=codes).count() == len(codes))


@transaction.atomic
def _make() -> None:
    for one in table("products")["products"]:
        columns = {key: value for key, value in one.items() if key not in {"code", "facts"}}
        Product.objects.get_or_create(code=one["code"], defaults=columns)


def _facts() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in table("products")["products"]:
        for known in one["facts"]:
            yield one["code"], known


def _are_taken(timetable: Timetable, day: int) -> bool:
    codes = [code for code, known in _facts() if known["as_of"] == day]
    taken = Fact.objects.filter(product__code__in=codes, as_of=timetable.on(day))
    return bool(taken.count() >= len(codes))


def _take(timetable: Timetable, day: int, at: datetime) -> None:
    facts = [
        Fact(
            product=Product.objects.get(code=code),
            label=known["label"],
            value=known["value"],
            source=known["source"],
            as_of=timetable.on(day),
            expires_on=timetable.on(known["expires"]),
        )
        for code, known in _facts()
        if known["as_of"] == day
    ]
    take_facts(facts, actor=user(KEEPER), at=at)
