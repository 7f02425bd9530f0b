"""The component that a row of an import becomes. Nothing here is saved."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from content.domain.imports.rows import Value
from content.enums import Channel, RightsBasis
from content.kinds import FAQ, POSTER, SCRIPT, get_kind
from content.kinds.base import opening_items, start_of_day
from content.models import Component, Product
from content.queries.import_columns import VARIANTS
from content.queries.opening import blank_component
from people.models import User

Values = Mapping[str, Value]
Pictures = Mapping[str, int]
Raw = dict[str, Any]


def draft_of(kind_code: str, values: Values, pictures: Pictures, author: User, at: datetime) -> Component:
    """Return an unsaved component of the author's branch with what `values` say.

    `pictures` gives the key of the library's picture by the name that the row uses. Raises KeyError for a
    picture that is not in it, and Product.DoesNotExist.
    """
    component = blank_component(get_kind(kind_code), author, at)
    component.title = str(values["title"])
    component.product = Product.objects.get(code=values["product"]) if "product" in values else None
    component.segments = list(values.get("segments", []))
    component.tier = str(values.get("tier", component.tier))
    component.voice = str(values.get("voice", component.voice))
    if "valid_until" in values:
        last = date.fromisoformat(str(values["valid_until"]))
        component.valid_until = start_of_day(last + timedelta(days=1))
    component.body = [
        {"type": name, "value": value, "id": str(uuid4())}
        for name, value in _BODIES[kind_code](values, pictures).items()
    ]
    component.channels = [
        {"type": name, "value": _channel(values, name, pictures), "id": str(uuid4())}
        for name in Channel.values
        if name in values
    ]
    return component


def rights_of(values: Values) -> Raw:
    """Return what a row says about the right to use its pictures, as the picture's columns."""
    until = values.get("rights_until")
    return {
        "rights_basis": values.get("rights_basis", RightsBasis.OWN.value),
        "rights_holder": values.get("rights_holder", ""),
        "rights_until": date.fromisoformat(str(until)) if until else None,
    }


def _channel(values: Values, name: str, pictures: Pictures) -> Raw:
    shown = [pictures[one] for one in values.get("channel_pictures", [])]
    return {"text": values[name], "variants": [], "pictures": opening_items(*shown), "action": []}


def _script(values: Values, pictures: Pictures) -> Raw:
    variants = [
        {"suits": values.get(f"suits_{number}", ""), "words": values[f"words_{number}"]}
        for number in range(1, VARIANTS + 1)
        if f"words_{number}" in values
    ]
    return {
        "script_scene": {"script_scene": values["script_scene"], "aim": values.get("aim", "")},
        "variants": opening_items(*variants),
        "not_when": opening_items(*values.get("not_when", [""])),
    }


def _faq(values: Values, pictures: Pictures) -> Raw:
    body: Raw = {
        "question": {
            "question": values["question"],
            "other_wordings": opening_items(*values.get("other_wordings", [])),
        },
        "answer": values["answer"],
    }
    if "answer_picture" in values:
        body["answer_picture"] = pictures[str(values["answer_picture"])]
    return body


def _poster(values: Values, pictures: Pictures) -> Raw:
    return {
        "poster": {
            "artwork": pictures[str(values["artwork"])],
            "card_place": values.get("card_place", "below"),
            "shown_words": values.get("shown_words", ""),
        }
    }


_BODIES = {SCRIPT.code: _script, FAQ.code: _faq, POSTER.code: _poster}
