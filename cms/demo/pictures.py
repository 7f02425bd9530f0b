"""The demo's pictures, in the collections of their branches, with the right to use them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from cms.demo.drawing import draw, draw_code
from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment
from content.enums import RightsBasis
from content.models import LibraryImage
from people.models import Branch


def picture_steps(at: Moment) -> Iterator[Step]:
    """Yield a step for each picture of the library."""
    for data in _all():
        yield Step(at, data["title"], partial(_is_done, data), partial(_make, data))


def picture(name: str) -> LibraryImage:
    """Return the picture that the library calls `name`. Raises StopIteration or LibraryImage.DoesNotExist."""
    data = next(one for one in _all() if one["name"] == name)
    found: LibraryImage = LibraryImage.objects.get(
        title=data["title"], collection__branch__code=data["branch"]
    )
    return found


def _all() -> list[dict[str, Any]]:
    return [*table("pictures")["pictures"], *table("pictures")["codes"]]


def _is_done(data: dict[str, Any]) -> bool:
    known = LibraryImage.objects.filter(title=data["title"], collection__branch__code=data["branch"])
    return bool(known.exists())


def _make(data: dict[str, Any], at: datetime) -> None:
    content, ending = _drawn(data)
    LibraryImage.objects.create(
        title=data["title"],
        description=data["description"],
        file=ContentFile(content, name=f"demo-{data['name']}.{ending}"),
        file_size=len(content),
        collection=Branch.objects.select_related("collection").get(code=data["branch"]).collection,
        uploaded_by_user=user(data["by"]),
        **_rights(data),
    )


def _drawn(data: dict[str, Any]) -> tuple[bytes, str]:
    """Return the picture and how its file name ends; one with an `address` is the code of that."""
    shared = {key: data[key] for key in ("top", "bottom", "motif", "headline", "footnote")}
    if "address" in data:
        return draw_code(**shared, address=data["address"]), "png"
    return draw(**shared, subline=data["subline"]), "jpg"


def _rights(data: dict[str, Any]) -> dict[str, Any]:
    """A picture with a `holder` is a partner's and kept as it came."""
    if "holder" in data:
        return {
            "rights_basis": RightsBasis.LICENSED,
            "rights_holder": data["holder"],
            "is_partner_original": True,
        }
    return {"rights_basis": RightsBasis.OWN, "rights_holder": "示范银行（演示素材）"}
