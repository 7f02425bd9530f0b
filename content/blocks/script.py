"""Blocks of scripts and frequent questions: words for a conversation."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.coded import CodeBlock
from content.blocks.text import LINES, LinesBlock, PlainCharBlock, PlainTextBlock
from content.enums import ScriptScene


class SceneOfScriptBlock(blocks.StructBlock):
    """When the script is used."""

    script_scene = CodeBlock(ScriptScene, label=_("Scene"))
    aim = PlainCharBlock(
        label=_("What it is to achieve"),
        max_length=120,
        required=False,
        example=_("For instance: the customer knows whom to ask"),
    )

    class Meta:
        icon = "comment"
        label = _("Scene")
        form_classname = "struct-block armoury-row"


class VariantBlock(blocks.StructBlock):
    """One way to say it, so that a hundred managers do not send the same words."""

    suits = PlainCharBlock(
        label=_("Suits"), max_length=60, help_text=_("For instance: young, formal, brief.")
    )
    words = PlainTextBlock(label=_("Words"), max_length=1000, rows=4)

    class Meta:
        label = _("Variant")
        label_format = "{suits}"


class VariantsBlock(blocks.ListBlock):
    """One to six variants of a script."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            VariantBlock(),
            min_num=1,
            max_num=6,
            icon="copy",
            label=_("Variants"),
            help_text=_("The same said in other words, so that not everybody sends the same text."),
            **kwargs,
        )


class QuestionBlock(blocks.StructBlock):
    """A customer's question as customers ask it."""

    question = PlainCharBlock(
        label=_("Question"),
        max_length=120,
        help_text=_("As a customer would ask it."),
    )
    other_wordings = blocks.ListBlock(
        PlainCharBlock(label=_("Wording"), max_length=120),
        max_num=10,
        default=[],
        label=_("Other wordings"),
        form_classname=LINES,
        help_text=_("Search finds the answer by these too."),
    )

    class Meta:
        icon = "help"
        label = _("Question")


NOT_WHEN = LinesBlock(_("When not to use it"), _("Not when"), least=1, most=8, icon="warning")
"""Of every kind that gives words for a conversation."""
