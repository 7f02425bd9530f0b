"""夜间话题: a question or a good sentence that people answer to."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.topic import HostGuideBlock, TopicBlock
from content.enums import KindGroup, QuoteRight
from content.kinds.base import Kind, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "topic", "value": {"right": QuoteRight.OWN}},
        {"type": "host_guide", "value": opening_items("", "", "")},
    ]


EVENING_TOPIC = Kind(
    code="evening_topic",
    label=_("Evening topic"),
    label_plural=_("Evening topics"),
    icon="openquote",
    group=KindGroup.DAILY,
    purpose=_("A question or a quotation that gets a group talking in the evening."),
    blocks=(("topic", TopicBlock()), ("host_guide", HostGuideBlock())),
    due=timedelta(hours=4),
    opens_with=_opens_with,
    opens_channels=("group",),
    checklist=(
        _("Nobody is asked for personal data in a group."),
        _("A quotation has its author and a right to use it."),
    ),
)
