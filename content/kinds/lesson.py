"""培训: short, with three questions. Managers read it, nobody is sent it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.lesson import LessonForBlock, TestBlock
from content.blocks.text import PlainRichTextBlock
from content.enums import KindGroup, Learners
from content.kinds.base import Kind, for_a_year, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    question = {"answers": opening_items("", "", "")}
    return [
        {"type": "lesson_for", "value": {"learners": Learners.ALL_MANAGERS, "reading_minutes": 5}},
        {"type": "lesson_text", "value": ""},
        {"type": "lesson_test", "value": opening_items(question, question, question)},
    ]


LESSON = Kind(
    code="lesson",
    label=_("Lesson"),
    label_plural=_("Lessons"),
    icon="glasses",
    group=KindGroup.MANAGERS,
    purpose=_("A short lesson for managers with three questions."),
    blocks=(
        ("lesson_for", LessonForBlock()),
        ("lesson_text", PlainRichTextBlock(label=_("Lesson"), icon="pilcrow")),
        ("lesson_test", TestBlock()),
    ),
    due=timedelta(days=3),
    opens_with=_opens_with,
    opens_until=for_a_year,
    needs_channels=False,
    opens_channels=(),
    checklist=(_("Each question has one right answer, and the lesson tells it."),),
)
