"""Blocks of the market note: a table with its source, from which a chart can be drawn."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.coded import CodeBlock
from content.blocks.text import PlainCharBlock
from content.enums import ChartShape


class PointBlock(blocks.StructBlock):
    """One row of the table."""

    name = PlainCharBlock(label=gettext_lazy("Name or day"), max_length=20)
    value = blocks.DecimalBlock(label=gettext_lazy("Value"), max_digits=16, decimal_places=4)

    class Meta:
        label = gettext_lazy("Row")
        label_format = "{name} {value}"
        form_classname = "struct-block armoury-row"


class MarketTableBlock(blocks.StructBlock):
    """Figures of one unit and one source. The chart never starts its columns above zero."""

    caption = PlainCharBlock(label=gettext_lazy("Caption"), max_length=60)
    unit = PlainCharBlock(label=gettext_lazy("Unit"), max_length=12)
    as_of = blocks.DateTimeBlock(
        label=gettext_lazy("As of"), help_text=gettext_lazy("The note lapses some hours after this moment.")
    )
    source = PlainCharBlock(label=gettext_lazy("Source"), max_length=60)
    shape = CodeBlock(ChartShape, label=gettext_lazy("Chart"), default=ChartShape.COLUMNS)
    points = blocks.ListBlock(PointBlock(), min_num=2, max_num=24, label=gettext_lazy("Rows"))

    class Meta:
        icon = "table"
        label = gettext_lazy("Table and chart")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        names = [point["name"] for point in cleaned["points"]]
        doubled = next((name for name in names if names.count(name) > 1), None)
        if doubled is not None:
            raise StructBlockValidationError(
                block_errors={
                    "points": ValidationError(_("“%(name)s” stands there twice.") % {"name": doubled})
                }
            )
        return cleaned
