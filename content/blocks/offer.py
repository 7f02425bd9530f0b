"""Blocks of the noon deal: what a merchant gives, when, where, and on which terms."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.coded import WholeNumberBlock
from content.blocks.text import LINES, PlainCharBlock, PlainTextBlock

NO_PLACE = frozenset({"待定", "未定", "未知", "不详", "不明", "同上", "暂无", "无", "略", "TBD", "N/A"})
"""What people write who do not know the place yet: enough for a draft, not for customers."""


class OfferBlock(blocks.StructBlock):
    """Who gives what to whom.

    A price to compare with is one that was really charged (明码标价和禁止价格欺诈规定).
    """

    merchant = PlainCharBlock(
        label=gettext_lazy("Merchant"), max_length=60, example=gettext_lazy("For instance: Demo Café")
    )
    gives = PlainCharBlock(
        label=gettext_lazy("What the customer gets"),
        max_length=120,
        help_text=gettext_lazy("In the customer's words, for instance: second cup at half price."),
    )
    price = blocks.DecimalBlock(
        label=gettext_lazy("Price in yuan"), required=False, min_value=0, max_digits=10, decimal_places=2
    )
    usual_price = blocks.DecimalBlock(
        label=gettext_lazy("Usual price in yuan"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=gettext_lazy("The lowest price really charged in the seven days before, or empty."),
    )
    stock = WholeNumberBlock(
        label=gettext_lazy("How many there are"),
        required=False,
        help_text=gettext_lazy("Empty if there is no limit."),
    )
    card = PlainCharBlock(
        label=gettext_lazy("Card needed"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Empty if none is needed."),
    )

    class Meta:
        icon = "tag"
        label = gettext_lazy("Offer")
        form_classname = "struct-block armoury-row armoury-row--two-wide"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        price, usual = cleaned["price"], cleaned["usual_price"]
        if price is not None and usual is not None and price >= usual:
            raise StructBlockValidationError(
                block_errors={
                    "usual_price": ValidationError(_("The usual price must be above the price of the offer."))
                }
            )
        return cleaned


class OfferTimesBlock(blocks.StructBlock):
    """When the offer holds. The piece is stale when it ends."""

    starts = blocks.DateTimeBlock(label=gettext_lazy("Starts"))
    ends = blocks.DateTimeBlock(label=gettext_lazy("Ends"))

    class Meta:
        icon = "time"
        label = gettext_lazy("When it holds")
        form_classname = "struct-block armoury-row"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["starts"] and cleaned["ends"] and cleaned["ends"] <= cleaned["starts"]:
            raise StructBlockValidationError(
                block_errors={"ends": ValidationError(_("The end must be after the beginning."))}
            )
        return cleaned


class PlaceBlock(blocks.StructBlock):
    """Where the customer goes."""

    city = PlainCharBlock(
        label=gettext_lazy("City"), max_length=20, example=gettext_lazy("For instance: Demo City")
    )
    business_circle = PlainCharBlock(
        label=gettext_lazy("Business circle"),
        max_length=40,
        required=False,
        example=gettext_lazy("For instance: Peach Garden"),
    )
    address = PlainCharBlock(label=gettext_lazy("Address"), max_length=120, required=False)

    class Meta:
        icon = "site"
        label = gettext_lazy("Place")
        form_classname = "struct-block armoury-row"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (
            cleaned["city"].strip() in NO_PLACE or not _names(cleaned["city"])
        ):
            raise StructBlockValidationError(
                block_errors={"city": ValidationError(_("Name the city, so that customers find the place."))}
            )
        return cleaned


def _names(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


class TermsBlock(blocks.ListBlock):
    """The rules of an offer or a game, as the customer must be able to read them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            PlainTextBlock(
                label=gettext_lazy("Rule"),
                max_length=300,
                rows=1,
                example=gettext_lazy("For instance: once a person and day"),
            ),
            min_num=1,
            max_num=15,
            icon="list-ol",
            label=gettext_lazy("Rules shown to customers"),
            help_text=gettext_lazy("One rule a line: who, how often, how many, until when."),
            form_classname=LINES,
            **kwargs,
        )


TERMS = TermsBlock()
"""Of every kind that gives something."""
