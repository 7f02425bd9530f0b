"""Blocks of the persona template, and of what suits a persona."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.coded import CodeBlock
from content.blocks.text import LINES, PlainCharBlock, PlainTextBlock
from content.enums import PERSONA_MBTI, PersonaType


class PersonaTypeBlock(CodeBlock):
    """One of the twelve personas, named with the MBTI type that it comes from."""

    def __init__(self, **kwargs: Any) -> None:
        named = [
            (code, format_lazy("{} ({})", label, PERSONA_MBTI[code])) for code, label in PersonaType.choices
        ]
        super().__init__(PersonaType, choices=[("", _("Choose")), *named], **kwargs)


class PersonaBlock(blocks.StructBlock):
    """Who the manager is to his friends list."""

    persona_type = PersonaTypeBlock(label=_("Persona"), help_text=_("With the MBTI type it comes from."))
    tone = PlainCharBlock(label=_("Tone"), max_length=120, help_text=_("How this person speaks."))
    self_introduction = PlainTextBlock(
        label=_("Self-introduction"),
        max_length=400,
        example=_("For instance: I look after your money matters at Demo Bank; ask me anything."),
    )
    avatar = PlainTextBlock(label=_("Advice for the avatar"), max_length=200, rows=2)
    cover = PlainTextBlock(label=_("Advice for the cover picture"), max_length=200, rows=2)

    class Meta:
        icon = "user"
        label = _("Persona")


class PersonaStepsBlock(blocks.StructBlock):
    """The five steps by which a manager builds the persona."""

    positioning = PlainTextBlock(
        label=_("1 Positioning"), max_length=500, help_text=_("For whom, with which promise.")
    )
    armoury = PlainTextBlock(
        label=_("2 Content armoury"), max_length=500, help_text=_("Which pieces to take, how often.")
    )
    scenes = PlainTextBlock(
        label=_("3 Acting in scenes"), max_length=500, help_text=_("Scenes of life that fit.")
    )
    assistance = PlainTextBlock(
        label=_("4 Smart assistance"), max_length=500, help_text=_("Which tools save time.")
    )
    spreading = PlainTextBlock(
        label=_("5 Spreading"), max_length=500, help_text=_("How friends come to bring friends.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Five steps")


class SuitsPersonasBlock(blocks.ListBlock):
    """The personas that a piece suits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            PersonaTypeBlock(label=_("Persona")),
            min_num=1,
            max_num=12,
            icon="group",
            label=_("Suits these personas"),
            form_classname=LINES,
            **kwargs,
        )
