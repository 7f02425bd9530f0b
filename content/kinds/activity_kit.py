"""活动 SOP: a game or event that any host can run from the page."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.activity import GameBlock, PrizesBlock, RemindersBlock, RunDownBlock
from content.blocks.offer import TERMS
from content.enums import KindGroup
from content.kinds.base import Kind, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "game", "value": {"minutes": 30}},
        {"type": "run_down", "value": opening_items({"minute": -60}, {"minute": 0}, {"minute": 30})},
        {"type": "prizes", "value": []},
        {"type": "terms", "value": opening_items("")},
        {"type": "reminders", "value": opening_items({"hours_before": 24}, {"hours_before": 1})},
    ]


ACTIVITY_KIT = Kind(
    code="activity_kit",
    label=_("Activity kit"),
    label_plural=_("Activity kits"),
    icon="list-ol",
    group=KindGroup.ACTIVITIES,
    purpose=_("A game or an event minute by minute, with prizes and rules."),
    blocks=(
        ("game", GameBlock()),
        ("run_down", RunDownBlock()),
        ("prizes", PrizesBlock()),
        ("terms", TERMS),
        ("reminders", RemindersBlock()),
    ),
    due=timedelta(days=2),
    opens_with=_opens_with,
    opens_channels=("group",),
    optional=frozenset({"prizes", "reminders"}),
    checklist=(
        _("Count, worth and hand-out of every prize stand in the rules."),
        _("Taking part needs no purchase of a deposit, wealth product, fund or insurance."),
        _("The rules do not change once it has begun."),
    ),
    disclosures=("活动奖品数量有限，规则以本行公示为准；参与活动无需购买任何产品。",),
)
