"""常见问题: one question, the way customers ask it, and the answer that may be given."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.script import QuestionBlock
from content.blocks.text import PlainTextBlock
from content.enums import KindGroup
from content.kinds.base import Kind, ProductNeed, for_a_year, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "question", "value": {"other_wordings": opening_items("", "")}},
        {"type": "answer", "value": ""},
    ]


FAQ = Kind(
    code="faq",
    label=_("Frequent question"),
    label_plural=_("Frequent questions"),
    icon="help",
    group=KindGroup.PRODUCTS,
    purpose=_("A customer's question with its approved answer, found from the chat."),
    blocks=(
        ("question", QuestionBlock()),
        ("answer", PlainTextBlock(label=_("Answer"), icon="comment", max_length=1300, rows=6)),
        ("answer_picture", ImageChooserBlock(label=_("Screenshot that shows it"), required=False)),
    ),
    due=timedelta(days=1),
    opens_with=_opens_with,
    opens_channels=("one_to_one",),
    opens_until=for_a_year,
    product=ProductNeed.MAY,
    optional=frozenset({"answer_picture"}),
    checklist=(
        _("The answer names the page, the number or the branch where it can be checked."),
        _("Fees and limits carry the day they are true for."),
    ),
)
