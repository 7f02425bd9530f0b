"""Blocks of the lesson: something short to learn, and three questions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.coded import CodeBlock, WholeNumberBlock
from content.blocks.text import LINES, PlainCharBlock, PlainTextBlock
from content.enums import Learners


class LessonForBlock(blocks.StructBlock):
    """Who must take it, and how long it takes."""

    learners = CodeBlock(Learners, label=gettext_lazy("Who must take it"), default=Learners.ALL_MANAGERS)
    reading_minutes = WholeNumberBlock(
        label=gettext_lazy("Minutes"), max_value=30, default=5, help_text=gettext_lazy("Short: at most 30.")
    )

    class Meta:
        icon = "user"
        label = gettext_lazy("For whom")
        form_classname = "struct-block armoury-row"


class TestQuestionBlock(blocks.StructBlock):
    """A question with its answers, one of them right."""

    asked = PlainCharBlock(label=gettext_lazy("Question"), max_length=200)
    answers = blocks.ListBlock(
        PlainCharBlock(label=gettext_lazy("Answer"), max_length=120),
        min_num=2,
        max_num=5,
        label=gettext_lazy("Answers"),
        form_classname=LINES,
    )
    right_answer = WholeNumberBlock(
        label=gettext_lazy("Number of the right answer"),
        max_value=5,
        help_text=gettext_lazy("The number that stands beside it. Its line is marked."),
    )
    because = PlainTextBlock(
        label=gettext_lazy("Why"),
        max_length=300,
        rows=2,
        help_text=gettext_lazy("Shown after the answer, whether it was right or wrong."),
    )

    class Meta:
        icon = "help"
        label = gettext_lazy("Question")
        label_format = "{asked}"
        form_classname = "struct-block armoury-question"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        right = cleaned["right_answer"]
        if right is not None and right > len(cleaned["answers"]):
            raise StructBlockValidationError(
                block_errors={
                    "right_answer": ValidationError(
                        _("There are only %(count)d answers.") % {"count": len(cleaned["answers"])}
                    )
                }
            )
        return cleaned


class TestBlock(blocks.ListBlock):
    """Exactly three questions."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            TestQuestionBlock(),
            min_num=3,
            max_num=3,
            icon="help",
            label=gettext_lazy("Three questions"),
            form_classname="armoury-fixed",
            **kwargs,
        )
