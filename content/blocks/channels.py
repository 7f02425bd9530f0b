"""What is sent on each channel: texts, up to nine pictures and a call to action, within WeCom's limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.action import ActionBlock, channel_fault
from content.blocks.coded import CodesBlock
from content.blocks.text import PlainTextBlock
from content.domain.document import FOR_PERSONAS
from content.domain.links import GROUP_CODE
from content.domain.wecom_limits import LIMITS, Excess, excesses
from content.enums import Channel, PersonaType

MESSAGES: Mapping[Excess, Any] = {
    Excess.CHARACTERS: gettext_lazy("The text has %(count)d characters; WeCom takes at most %(limit)d."),
    Excess.BYTES: gettext_lazy(
        "The text has %(count)d bytes; WeCom takes at most %(limit)d (a Chinese character has 3)."
    ),
    Excess.PICTURES: gettext_lazy("There are %(count)d pictures; WeCom takes at most %(limit)d."),
}


MOST_VARIANTS = 5
"""How many other wordings a channel may have: managers step through them by hand."""


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


def _personas() -> CodesBlock:
    return CodesBlock(
        PersonaType,
        label=gettext_lazy("For personas"),
        help_text=gettext_lazy(
            "Optional. Managers who have taken up one of these are shown this wording first; "
            "everybody may still choose any."
        ),
    )


class WordingBlock(blocks.StructBlock):
    """Another wording of a channel's text, and for which personas it is. A wording that was stored before it
    could be marked is a plain text.
    """

    def __init__(self, channel: str, **kwargs: Any) -> None:
        super().__init__(
            [
                ("text", CountedTextBlock(channel, label=gettext_lazy("Text"))),
                (FOR_PERSONAS, _personas()),
            ],
            **kwargs,
        )

    class Meta:
        form_layout = blocks.BlockGroup(["text"], settings=[FOR_PERSONAS])

    def to_python(self, value: Any) -> Any:
        return super().to_python(_told(value))

    def bulk_to_python(self, values: Any) -> Any:
        return super().bulk_to_python([_told(value) for value in values])

    def normalize(self, value: Any) -> Any:
        return super().normalize(_told(value))


def _told(value: Any) -> Any:
    return {"text": value, FOR_PERSONAS: []} if isinstance(value, str) else value


class ChannelBlock(blocks.StructBlock):
    """One channel's text, its other wordings, its pictures and its call to action. The channel is the
    block's name.

    A manager sends one of the wordings, so each must stand by itself: same limits, same screening. For whom
    a wording is decides what is proposed first, never what may be sent.
    """

    def __init__(self, channel: str, **kwargs: Any) -> None:
        self.channel = channel
        super().__init__(
            [
                ("text", CountedTextBlock(channel, label=gettext_lazy("Text"))),
                (
                    "variants",
                    blocks.ListBlock(
                        WordingBlock(channel, label=gettext_lazy("Wording")),
                        label=gettext_lazy("Other wordings"),
                        help_text=gettext_lazy(
                            "Optional. Managers step through them, so that not everybody sends the same "
                            "words. Each goes out alone, with every disclosure."
                        ),
                        max_num=MOST_VARIANTS,
                        default=[],
                        collapsed=False,
                    ),
                ),
                (
                    "pictures",
                    blocks.ListBlock(
                        ImageChooserBlock(label=gettext_lazy("Picture")),
                        label=gettext_lazy("Pictures"),
                        default=[],
                        collapsed=False,
                    ),
                ),
                ("action", ActionBlock()),
                (FOR_PERSONAS, _personas()),
            ],
            **kwargs,
        )

    class Meta:
        form_layout = blocks.BlockGroup(["text", "variants", "pictures", "action"], settings=[FOR_PERSONAS])

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        action, pictures = cleaned["action"], len(cleaned["pictures"])
        sent = pictures + (bool(action) and action[0].block_type == GROUP_CODE)
        for excess, count, limit in excesses(self.channel, cleaned["text"] or "", sent):
            field = "pictures" if excess is Excess.PICTURES else "text"
            errors[field] = ValidationError(MESSAGES[excess] % {"count": count, "limit": limit}, code=excess)
        if flaws := self._variant_flaws(cleaned["text"], [one["text"] for one in cleaned["variants"]]):
            errors["variants"] = ListBlockValidationError(block_errors=flaws)
        if fault := channel_fault(self.channel, action, pictures):
            errors["action"] = blocks.StreamBlockValidationError(non_block_errors=[fault])
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def _variant_flaws(self, text: str, variants: Sequence[str]) -> dict[int, StructBlockValidationError]:
        """Return what is wrong with each of the other wordings, by its position."""
        flaws = {}
        for position, wording in enumerate(variants):
            for excess, count, limit in excesses(self.channel, wording, 0):
                words = MESSAGES[excess] % {"count": count, "limit": limit}
                flaws[position] = ValidationError(words, code=excess)
            if wording in {text, *variants[:position]}:
                flaws[position] = ValidationError(
                    _("This wording stands there already: write another one, or take it away.")
                )
        return {
            position: StructBlockValidationError(block_errors={"text": flaw})
            for position, flaw in flaws.items()
        }


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
