"""What is sent on each channel: a text and up to nine pictures, measured against WeCom's limits."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.text import PlainTextBlock
from content.domain.wecom_limits import LIMITS, Excess, excesses
from content.enums import Channel

MESSAGES: Mapping[Excess, Any] = {
    Excess.CHARACTERS: gettext_lazy("The text has %(count)d characters; WeCom takes at most %(limit)d."),
    Excess.BYTES: gettext_lazy(
        "The text has %(count)d bytes; WeCom takes at most %(limit)d (a Chinese character has 3)."
    ),
    Excess.PICTURES: gettext_lazy("There are %(count)d pictures; WeCom takes at most %(limit)d."),
}


class CountedTextBlock(PlainTextBlock):
    """A text whose box shows how much of the channel's limit is used."""

    def __init__(self, channel: str, **kwargs: Any) -> None:
        self.channel = channel
        super().__init__(**{"max_length": None, "rows": 8, **kwargs})

    @cached_property
    def field(self) -> forms.Field:
        field = super().field
        limits = LIMITS[self.channel]
        field.widget.attrs |= {"data-counter-octets": limits.octets}
        if limits.characters:
            field.widget.attrs |= {"data-counter-characters": limits.characters}
        return field


class ChannelBlock(blocks.StructBlock):
    """One channel's text and pictures. The channel is the block's name."""

    def __init__(self, channel: str, **kwargs: Any) -> None:
        self.channel = channel
        super().__init__(
            [
                ("text", CountedTextBlock(channel, label=gettext_lazy("Text"))),
                (
                    "pictures",
                    blocks.ListBlock(
                        ImageChooserBlock(label=gettext_lazy("Picture")),
                        label=gettext_lazy("Pictures"),
                        default=[],
                        collapsed=False,
                    ),
                ),
            ],
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        for excess, count, limit in excesses(self.channel, cleaned["text"] or "", len(cleaned["pictures"])):
            field = "pictures" if excess is Excess.PICTURES else "text"
            errors[field] = ValidationError(MESSAGES[excess] % {"count": count, "limit": limit}, code=excess)
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class ChannelsBlock(blocks.StreamBlock):
    """The channels that a piece is written for, each at most once."""

    moments = ChannelBlock("moments", icon="image", label=Channel.MOMENTS.label)
    group = ChannelBlock("group", icon="group", label=Channel.GROUP.label)
    one_to_one = ChannelBlock("one_to_one", icon="user", label=Channel.ONE_TO_ONE.label)

    class Meta:
        form_classname = "armoury-once"
        form_attrs = {"data-once": "moments group one_to_one", "data-optional": "moments group one_to_one"}
        block_counts = {"moments": {"max_num": 1}, "group": {"max_num": 1}, "one_to_one": {"max_num": 1}}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned and self.required:
            raise blocks.StreamBlockValidationError(
                non_block_errors=[_("Write a text for at least one channel.")]
            )
        return cleaned
