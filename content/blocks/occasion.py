"""Blocks that say on which occasion of life or of the year a piece is used."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.coded import CodeBlock
from content.blocks.text import PlainCharBlock, PlainTextBlock
from content.enums import ColumnOccasion, CustomerEvent, LifeScene, Weekday


class LifeSceneBlock(blocks.StructBlock):
    """A scene of life, and the benefit that it tells without advertising it."""

    life_scene = CodeBlock(LifeScene, label=gettext_lazy("Scene of life"))
    moment = PlainTextBlock(
        label=gettext_lazy("The moment"),
        max_length=400,
        help_text=gettext_lazy("What happens, where, with whom."),
    )
    benefit = PlainCharBlock(
        label=gettext_lazy("Benefit that it tells"),
        max_length=120,
        example=gettext_lazy("For instance: weekend treat of the partner café"),
    )

    class Meta:
        icon = "view"
        label = gettext_lazy("Scene of life")


class CustomerEventBlock(blocks.StructBlock):
    """What happens to the customer, and when to write."""

    customer_event = CodeBlock(CustomerEvent, label=gettext_lazy("What happens"))
    how_to_notice = PlainTextBlock(
        label=gettext_lazy("How the manager notices"),
        max_length=300,
        rows=2,
        help_text=gettext_lazy("What the customer tells. Nothing is read from accounts without consent."),
    )
    when_to_write = PlainCharBlock(
        label=gettext_lazy("When to write"),
        max_length=120,
        example=gettext_lazy("For instance: the same afternoon"),
    )

    class Meta:
        icon = "crosshairs"
        label = gettext_lazy("Customer event")


class ColumnBlock(blocks.StructBlock):
    """A column of the week, a festival or a season."""

    occasion = CodeBlock(ColumnOccasion, label=gettext_lazy("Occasion"))
    column_name = PlainCharBlock(
        label=gettext_lazy("Name"),
        max_length=40,
        help_text=gettext_lazy("As customers see it, for instance: Tuesday half-price rush."),
    )
    weekday = CodeBlock(
        Weekday,
        label=gettext_lazy("Weekday"),
        required=False,
        help_text=gettext_lazy("For a weekday column."),
    )
    first_day = blocks.DateBlock(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("For a festival or season, this year's days."),
    )
    last_day = blocks.DateBlock(label=gettext_lazy("Last day"), required=False)

    class Meta:
        icon = "date"
        label = gettext_lazy("Column or festival")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        is_complete = not self.is_deferred_validation
        if is_complete and cleaned["occasion"] == ColumnOccasion.WEEKDAY and not cleaned["weekday"]:
            errors["weekday"] = ValidationError(_("Choose the weekday of the column."))
        if cleaned["occasion"] in {ColumnOccasion.FESTIVAL, ColumnOccasion.SEASON}:
            if not cleaned["first_day"] or not cleaned["last_day"]:
                if is_complete:
                    errors["first_day"] = ValidationError(_("Give the first and the last day."))
            elif cleaned["last_day"] < cleaned["first_day"]:
                errors["last_day"] = ValidationError(_("The last day comes before the first."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned
