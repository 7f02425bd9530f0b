"""Blocks of the market note: a table with its source, from which a chart can be drawn."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.backing import (
    BackedBlock,
    BackingFactBlock,
    Errors,
    contradictions,
    day_of,
    filled,
    only,
    refuse,
    start_of,
)
from content.blocks.coded import CodeBlock
from content.blocks.text import TABLE, PlainCharBlock
from content.enums import ChartShape


class PointBlock(BackedBlock):
    """One row of the table; its figure may come from a fact."""

    fact = BackingFactBlock()
    name = PlainCharBlock(
        label=gettext_lazy("Name or day"), max_length=20, example=gettext_lazy("For instance: January")
    )
    value = blocks.DecimalBlock(label=gettext_lazy("Value"), max_digits=16, decimal_places=4)

    class Meta:
        label = gettext_lazy("Row")
        label_format = "{name} {value}"
        form_classname = "struct-block armoury-row"

    def completed(self, value: Any) -> Any:
        fact = value.get("fact")
        return value if fact is None else filled(value, {"name": fact.about, "value": fact.number})

    def clean(self, value: Any) -> Any:
        fact = value.get("fact")
        cleaned = super().clean(self.completed(value))
        if fact is not None:
            refuse(contradictions(cleaned, fact))
        return cleaned


class MarketTableBlock(BackedBlock):
    """Figures of one unit and one source. The chart never starts its columns above zero."""

    caption = PlainCharBlock(
        label=gettext_lazy("Caption"),
        max_length=60,
        example=gettext_lazy("For instance: one-year LPR of the last six months"),
    )
    unit = PlainCharBlock(
        label=gettext_lazy("Unit"), max_length=12, example=gettext_lazy("For instance: %, points, yuan")
    )
    as_of = blocks.DateTimeBlock(
        label=gettext_lazy("As of"), help_text=gettext_lazy("The note lapses some hours after this moment.")
    )
    source = PlainCharBlock(label=gettext_lazy("Source"), max_length=120)
    shape = CodeBlock(
        ChartShape,
        label=gettext_lazy("Chart"),
        default=ChartShape.COLUMNS,
        help_text=gettext_lazy(
            "It is drawn when you submit, and is the first picture of each channel. Columns start at zero: "
            "for levels such as an index choose the line."
        ),
    )
    points = blocks.ListBlock(
        PointBlock(), min_num=2, max_num=24, label=gettext_lazy("Rows"), form_classname=TABLE
    )

    class Meta:
        icon = "table"
        label = gettext_lazy("Table and chart")

    def completed(self, value: Any) -> Any:
        return filled(value, _told_by(_cited(value)))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(self.completed(value))
        refuse(_against(cleaned, _cited(value)))
        names = [point["name"] for point in cleaned["points"]]
        doubled = next((name for name in names if name and names.count(name) > 1), None)
        if doubled is not None:
            raise StructBlockValidationError(
                block_errors={
                    "points": ValidationError(_("“%(name)s” stands there twice.") % {"name": doubled})
                }
            )
        return cleaned


def _cited(value: Any) -> list[Any]:
    return [point["fact"] for point in value["points"] if point.get("fact")]


def _told_by(cited: list[Any]) -> dict[str, Any]:
    if not cited:
        return {}
    return {
        "unit": only(fact.unit for fact in cited),
        "as_of": start_of(max(fact.as_of for fact in cited)),
        "source": "、".join(dict.fromkeys(fact.source for fact in cited)),
    }


def _against(table: Any, cited: list[Any]) -> Errors:
    """Return where the table's unit, day and source contradict the facts in its rows."""
    errors: Errors = {}
    for fact in cited:
        if table["unit"] and fact.unit and table["unit"] != fact.unit:
            errors["unit"] = ValidationError(
                _("The fact “%(fact)s” is in %(unit)s: one table, one unit.")
                % {"fact": fact, "unit": fact.unit}
            )
        if table["as_of"] and day_of(table["as_of"]) < fact.as_of:
            errors["as_of"] = ValidationError(
                _("The fact “%(fact)s” is younger than this. Give the day of the newest figure.")
                % {"fact": fact}
            )
        if table["source"] and fact.source not in table["source"]:
            errors["source"] = ValidationError(
                _("The fact “%(fact)s” comes from %(source)s: name that source too.")
                % {"fact": fact, "source": fact.source}
            )
    return errors
