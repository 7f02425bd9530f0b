"""Figures with a fact behind them: what is empty comes from the fact, what is typed must agree with it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import is_aware, localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks import StructValue
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

Errors = dict[str, ValidationError]


class BackingFactBlock(SnippetChooserBlock):
    """The fact behind the figures beside it. The candidate freezes it; readers see the figures alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "content.Fact",
            **{
                "required": False,
                "label": gettext_lazy("Fact behind it"),
                "help_text": gettext_lazy("What you leave empty is filled in from the fact when you save."),
                **kwargs,
            },
        )


class BackedBlock(blocks.StructBlock):
    """A block of figures whose empty fields a fact fills in when it is saved."""

    def completed(self, value: StructValue) -> StructValue:
        """Return `value` with what the facts in it tell. Nothing is checked."""
        raise NotImplementedError


def filled(value: StructValue, told: Mapping[str, Any]) -> StructValue:
    """Return `value` with its empty fields as `told` has them."""
    given = {name: one for name, one in told.items() if one is not None and value.get(name) in {None, ""}}
    return type(value)(value.block, {**value, **given})


def start_of(day: date) -> datetime:
    """Return the beginning of a fact's day: a figure is never made to look younger than it is."""
    return make_aware(datetime.combine(day, time()))


def refuse(errors: Errors) -> None:
    """Raise StructBlockValidationError unless `errors` is empty."""
    if errors:
        raise StructBlockValidationError(block_errors=errors)


def contradictions(value: Mapping[str, Any], fact: Any) -> Errors:
    """Return, by field, in which of value, unit, day and source `value` says something else than `fact`.

    Empty fields contradict nothing: whether they may be empty is for the block to say.
    """
    errors: Errors = {}
    if fact.number is None:
        return {
            "fact": ValidationError(_("This fact is told in words, not as a number: choose another one."))
        }
    figure = value.get("value")
    if isinstance(figure, Decimal) and figure != fact.number:
        errors["value"] = _differs(fact, f"{fact.value}{fact.unit}")
    if value.get("unit") and fact.unit and value["unit"] != fact.unit:
        errors["unit"] = _differs(fact, fact.unit)
    if value.get("as_of") and day_of(value["as_of"]) != fact.as_of:
        errors["as_of"] = _differs(fact, fact.as_of.isoformat())
    if value.get("source") and value["source"] != fact.source:
        errors["source"] = _differs(fact, fact.source)
    return errors


def is_named_after(name: str, names: Collection[str]) -> bool:
    """Return whether `name` is part of one of `names`, or has it as a part."""
    written = "".join(name.split())
    return any(
        written in one or one in written for one in ("".join(other.split()) for other in names if other)
    )


def day_of(moment: datetime) -> date:
    """Return the day of a moment in business time."""
    return (localtime(moment) if is_aware(moment) else moment).date()


def only(values: Iterable[str]) -> str | None:
    """Return the one distinct value there is, or None."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _differs(fact: Any, told: str) -> ValidationError:
    return ValidationError(
        _("The fact says “%(told)s”. Write the same, leave it empty, or take the fact (%(about)s) away.")
        % {"told": told, "about": fact.about}
    )
