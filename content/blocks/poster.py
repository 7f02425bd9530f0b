"""Blocks of posters and of customers' stories: pictures with a right to show them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.coded import CodeBlock
from content.blocks.text import PlainCharBlock, PlainTextBlock
from content.enums import CardPlace


class PosterBlock(blocks.StructBlock):
    """The picture, and where the manager's name and QR code go."""

    artwork = ImageChooserBlock(label=gettext_lazy("Poster"))
    card_place = CodeBlock(
        CardPlace, label=gettext_lazy("Place for name and QR code"), default=CardPlace.BELOW
    )
    shown_words = PlainTextBlock(
        label=gettext_lazy("Words in the picture"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("All words that stand in the picture: they are screened and found by search."),
    )

    class Meta:
        icon = "image"
        label = gettext_lazy("Poster")


class ConsentBlock(blocks.StructBlock):
    """A customer's separate consent to show a story (个人信息保护法, art. 25)."""

    consent_number = PlainCharBlock(
        label=gettext_lazy("Number of the consent form"),
        max_length=40,
        help_text=gettext_lazy("The number only. No name, no phone number."),
        example="SQ-2026-0001",
    )
    given_on = blocks.DateBlock(label=gettext_lazy("Given on"))
    holds_until = blocks.DateBlock(label=gettext_lazy("Holds until"))

    class Meta:
        icon = "key"
        label = gettext_lazy("Consent")
        form_classname = "struct-block armoury-row"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["holds_until"] and cleaned["given_on"] and cleaned["holds_until"] < cleaned["given_on"]:
            raise StructBlockValidationError(
                block_errors={"holds_until": ValidationError(_("The end must be after the beginning."))}
            )
        return cleaned


class StoryBlock(blocks.StructBlock):
    """What the customer tells. Never the result of an investment, never praise of a product."""

    told = PlainTextBlock(
        label=gettext_lazy("Story"),
        max_length=2000,
        rows=6,
        help_text=gettext_lazy("No earnings, no praise of a product, nothing that tells who it is."),
    )
    masked_picture = ImageChooserBlock(
        label=gettext_lazy("Picture, faces and numbers masked"), required=False
    )

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Story")
