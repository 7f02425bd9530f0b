"""Blocks of the evening topic."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.coded import CodeBlock
from content.blocks.text import LINES, PlainCharBlock, PlainTextBlock
from content.enums import QuoteRight


class TopicBlock(blocks.StructBlock):
    """A question to the group, or a quotation with its author and the right to use it."""

    words = PlainTextBlock(
        label=gettext_lazy("Question or quotation"),
        max_length=300,
        example=gettext_lazy("For instance: which small thing made you smile today?"),
    )
    author = PlainCharBlock(
        label=gettext_lazy("Author of the quotation"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Empty if it is a question of our own."),
    )
    right = CodeBlock(QuoteRight, label=gettext_lazy("Right to use it"), default=QuoteRight.OWN)

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Topic")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        is_quoted = cleaned["right"] not in {None, "", QuoteRight.OWN}
        if is_quoted and not cleaned["author"] and not self.is_deferred_validation:
            raise StructBlockValidationError(
                block_errors={"author": ValidationError(_("Name the author of what is quoted."))}
            )
        return cleaned


class HostGuideBlock(blocks.ListBlock):
    """What the host does, step by step: how to open, what to answer, how to close."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            PlainTextBlock(label=gettext_lazy("Step"), max_length=300, rows=1),
            min_num=1,
            max_num=10,
            icon="list-ol",
            label=gettext_lazy("Guide for the host"),
            help_text=gettext_lazy("How to open, what to answer, how to close: one step a line."),
            form_classname=LINES,
            **kwargs,
        )
