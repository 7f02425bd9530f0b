"""Which facts are known, and which may be cited."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Q

from content.domain.fact_rows import FactRow
from content.models import Fact, Product
from content.models.facts import FactQuerySet, Key


def offered(day: date) -> FactQuerySet:
    """Return what may be chosen on `day`: the newest of each series, unless it has expired."""
    found: FactQuerySet = Fact.objects.newest().filter(expires_on__gte=day)
    return found


def newest_of_each_day(facts: Iterable[Fact]) -> dict[Key, Fact]:
    """Return, by key, the last value entered for the series and day of each of `facts`. One query."""
    wanted = list(facts)
    known = Fact.objects.filter(
        Q(product__in={fact.product_id for fact in wanted if fact.product_id}) | Q(product=None),
        subject__in={fact.subject for fact in wanted},
        label__in={fact.label for fact in wanted},
        as_of__in={fact.as_of for fact in wanted},
    )
    return {fact.key: fact for fact in known.order_by("correction")}


def newest_in_place_of(keys: Collection[int]) -> dict[int, Fact]:
    """Return, by the primary key of a fact, the newest value of its series. Two queries."""
    asked = list(Fact.objects.filter(pk__in=keys))
    newest = Fact.objects.newest().filter(
        Q(product__in={fact.product_id for fact in asked if fact.product_id}) | Q(product=None),
        subject__in={fact.subject for fact in asked},
        label__in={fact.label for fact in asked},
    )
    by_series = {fact.key[:3]: fact for fact in newest}
    return {fact.pk: by_series[fact.key[:3]] for fact in asked}


def history(fact: Fact) -> FactQuerySet:
    """Return every value of the series of `fact`, the newest first."""
    found: FactQuerySet = Fact.objects.of_series(fact).select_related("product", "entered_by")
    return found.order_by("-as_of", "-correction")


def unsaved(rows: Sequence[FactRow]) -> list[Fact | None]:
    """Return an unsaved fact for each row; None where the row names a product code that does not exist.

    A row that leaves open what it is about is of the product with that code or name; if there is none, it is
    of a market subject. Two queries.
    """
    named = {row.product_code or row.about for row in rows} - {""}
    products = Product.objects.filter(Q(code__in=named) | Q(name__in=named))
    by_code = {product.code: product for product in products}
    by_name = {product.name: product for product in products}
    return [_unsaved(row, by_code, by_name) for row in rows]


def known_subjects(subjects: Collection[str]) -> set[str]:
    """Return those market subjects of which there is a fact already."""
    return set(Fact.objects.order_by().filter(subject__in=subjects).values_list("subject", flat=True))


def _unsaved(row: FactRow, by_code: dict[str, Product], by_name: dict[str, Product]) -> Fact | None:
    product = by_code.get(row.product_code or row.about) or by_name.get(row.about)
    if row.product_code and product is None:
        return None
    return Fact(
        product=product,
        subject="" if product else row.subject or row.about,
        label=row.label,
        value=row.value,
        unit=row.unit,
        as_of=row.as_of,
        source=row.source,
        source_url=row.source_url,
        expires_on=row.expires_on,
    )
