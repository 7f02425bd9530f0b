"""Products of the demo bank with their dated facts. All of them are invented."""

from django.db import transaction

from cms.demo.reading import table
from cms.demo.steps import Step
from cms.demo.timetable import Moment, Timetable
from content.models import Product, ProductFact


def products_step(timetable: Timetable, at: Moment) -> Step:
    """Return the step that makes products and facts."""
    return Step(at, "产品与事实", _is_done, lambda at: _make(timetable))


def fact(reference: str) -> ProductFact:
    """Return the newest fact named like "SF-WMP-090/起购金额". Raises ProductFact.DoesNotExist."""
    code, label = reference.split("/")
    found: ProductFact = ProductFact.objects.filter(product__code=code, label=label).latest("as_of")
    return found


def _is_done() -> bool:
    codes = [one["code"] for one in table("products")["products"]]
    return bool(Product.objects.filter(code__in=codes).count() == len(codes))


@transaction.atomic
def _make(timetable: Timetable) -> None:
    for one in table("products")["products"]:
        columns = {key: value for key, value in one.items() if key not in {"code", "facts"}}
        product, created = Product.objects.get_or_create(code=one["code"], defaults=columns)
        if created:
            ProductFact.objects.bulk_create(
                ProductFact(
                    product=product,
                    label=known["label"],
                    value=known["value"],
                    source=known["source"],
                    as_of=timetable.on(known["as_of"]),
                    expires_on=timetable.on(known["expires"]),
                )
                for known in one["facts"]
            )
