"""The demo bank's partner institutions, their agency lists, and the letters that came with their material."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from cms.demo.drawing import draw_letter
from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment, Timetable
from content.models import LibraryDocument, Partner, Product
from people.models import Branch


def partner_steps(timetable: Timetable, beginning: Moment) -> Iterator[Step]:
    """Yield the step that makes the institutions, which need the products, and one for each letter."""
    yield Step(beginning, "合作机构", _is_done, lambda _at: _make())
    for letter in table("partners")["letters"]:
        yield Step(
            timetable.at(letter["at"]),
            letter["title"],
            partial(_is_kept, letter),
            partial(_keep, timetable, letter),
        )


def _is_done() -> bool:
    codes = [one["code"] for one in table("partners")["partners"]]
    return bool(Partner.objects.filter(code__in=codes).count() == len(codes))


@transaction.atomic
def _make() -> None:
    for one in table("partners")["partners"]:
        made, _is_new = Partner.objects.get_or_create(code=one["code"], defaults={"name": one["name"]})
        made.products.set(Product.objects.filter(code__in=one["products"]))


def _is_kept(letter: Mapping[str, Any]) -> bool:
    return bool(LibraryDocument.objects.filter(title=letter["title"]).exists())


def _keep(timetable: Timetable, letter: Mapping[str, Any], at: datetime) -> None:
    lines = timetable.words(letter["lines"]).strip().splitlines()
    LibraryDocument.objects.create(
        title=letter["title"],
        file=ContentFile(draw_letter(letter["head"], lines), name=f"{letter['name']}.pdf"),
        collection=Branch.objects.select_related("collection").get(code=letter["branch"]).collection,
        uploaded_by_user=user(letter["by"]),
    )
    LibraryDocument.objects.filter(title=letter["title"]).update(created_at=at)
