"""A document as place -> text, typed leaves included: what is compared from one edition to the next."""

from collections.abc import Iterator, Mapping
from typing import Any

from content.domain.document import Document, passages

PRODUCT = "product"
VALID_FROM = "validity/from"
VALID_UNTIL = "validity/until"
SEGMENTS = "audience/segments"
TIER = "audience/tier"
VOICE = "voice"


def leaves(document: Document) -> dict[str, str]:
    """Return every text, figure, date, picture and setting of `document` by its place, in reading order.

    Moments and codes stay as the document has them.
    """
    product = document["product"] or {}
    found = {one.place: one.text for one in passages(document)}
    for part in ("body", "channels"):
        for block in document[part]:
            found.update(_typed(block["value"], f"{part}/{block['id']}"))
    found |= {f"{PRODUCT}/{name}": str(value) for name, value in product.items()}
    return found | {
        VALID_FROM: document["validity"]["from"] or "",
        VALID_UNTIL: document["validity"]["until"] or "",
        SEGMENTS: ", ".join(document["audience"]["segments"]),
        TIER: document["audience"]["tier"],
        VOICE: document["voice"]["code"],
    }


def _typed(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _typed(item["value"], f"{place}/{item['id']}")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if (
                name in {"decimal", "date", "moment", "picture", "code", "codes", "link"}
                and isinstance(item, str)
                and len(value) == 1
            ):
                yield place, item
            elif name == "fact" and isinstance(item, Mapping) and "id" in item:
                figure = f"{item['value']}{item.get('unit', '')}"
                yield place, f"{item['label']} {figure} ({item['as_of']}, {item['source']})"
            else:
                yield from _typed(item, f"{place}/{name}")
