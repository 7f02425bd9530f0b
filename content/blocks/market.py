"""Blocks of the morning brief."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.backing import (
    BackedBlock,
    BackingFactBlock,
    contradictions,
    filled,
    is_named_after,
    refuse,
    start_of,
)
from content.blocks.text import TABLE, PlainCharBlock


class MarketDayBlock(blocks.StructBlock):
    """The market day that a brief is about, and its sticker."""

    market_date = blocks.DateBlock(
        label=_("Market day"), help_text=_("The brief is stale at noon of this day.")
    )
    sticker = ImageChooserBlock(label=_("Sticker"), required=False)

    class Meta:
        icon = "date"
        label = _("Market day")


class IndicatorBlock(BackedBlock):
    """One figure of the market, dated and with its source; both may come from a fact."""

    fact = BackingFactBlock()
    name = PlainCharBlock(label=_("Indicator"), max_length=40)
    value = blocks.DecimalBlock(label=_("Value"), max_digits=16, decimal_places=4)
    unit = PlainCharBlock(
        label=_("Unit"), max_length=12, required=False, example=_("For instance: %, points, yuan")
    )
    change = blocks.DecimalBlock(
        label=_("Change in per cent"), max_digits=8, decimal_places=2, required=False
    )
    as_of = blocks.DateTimeBlock(label=_("As of"))
    source = PlainCharBlock(label=_("Source"), max_length=120)

    class Meta:
        icon = "table"
        label = _("Indicator")
        label_format = "{name} {value}"
        form_classname = "struct-block armoury-row"

    def completed(self, value: Any) -> Any:
        fact = value.get("fact")
        if fact is None:
            return value
        told = {
            "name": fact.about,
            "value": fact.number,
            "unit": fact.unit,
            "as_of": start_of(fact.as_of),
            "source": fact.source,
        }
        return filled(value, told)

    def clean(self, value: Any) -> Any:
        fact = value.get("fact")
        cleaned = super().clean(self.completed(value))
        if fact is None:
            return cleaned
        errors = contradictions(cleaned, fact)
        if cleaned["name"] and not is_named_after(cleaned["name"], (fact.about, fact.label)):
            errors["name"] = ValidationError(
                gettext("The fact is about “%(about)s”. Name it so, or choose another fact.")
                % {"about": fact.about}
            )
        refuse(errors)
        return cleaned


class HeadlineBlock(blocks.StructBlock):
    """One piece of news with its source."""

    text = PlainCharBlock(label=_("Headline"), max_length=120)
    source = PlainCharBlock(label=_("Source"), max_length=60)

    class Meta:
        icon = "title"
        label = _("Headline")
        label_format = "{text}"
        form_classname = "struct-block armoury-row"


class IndicatorsBlock(blocks.ListBlock):
    """One to eight indicators."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            IndicatorBlock(), min_num=1, max_num=8, icon="table", label=_("Indicators"), **kwargs
        )


class HeadlinesBlock(blocks.ListBlock):
    """Three to five headlines."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            HeadlineBlock(),
            min_num=3,
            max_num=5,
            icon="list-ul",
            label=_("Headlines"),
            **{"form_classname": TABLE, **kwargs},
        )
