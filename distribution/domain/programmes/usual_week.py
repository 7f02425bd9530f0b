"""The week that most banks start from (house practice): spirals, columns and what each day is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from distribution.domain.slots import Times

TIMES: Mapping[str, Times] = {
    "morning": Times(time(8, 30), time(11, 30)),
    "noon": Times(time(11, 30), time(14)),
    "evening": Times(time(19, 30), time(22, 30)),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the week on some weekdays (1 is Monday)."""

    weekdays: tuple[int, ...]
    slot: str
    purpose: str
    kinds: tuple[str, ...]
    how_many: int = 1
    stand_in_kind: str = ""


WORKING = (1, 2, 3, 4, 5)

PLACES = (
    Place(WORKING, "morning", "brief", ("morning_brief",), stand_in_kind="life_scene"),
    Place((1, 3, 5), "morning", "professional", ("product_analysis", "market_note")),
    Place(WORKING, "noon", "offers", ("noon_deal",)),
    Place((3,), "noon", "offers", ("calendar_column", "poster")),
    Place((5,), "noon", "event", ("activity_kit",)),
    Place((2, 4), "evening", "games", ("activity_kit",)),
    Place((1, 2, 3, 4, 6), "evening", "talk", ("evening_topic",)),
    Place((5,), "evening", "class", ("faq", "product_analysis")),
    Place((6, 7), "noon", "offers", ("noon_deal", "life_scene")),
    Place((7,), "evening", "tea", ("life_scene", "evening_topic")),
)
"""早报, 午间快闪 and 夜间话题 each working day; professional pieces on Monday, Wednesday and Friday; games on
Tuesday and Thursday; 福利日 on Wednesday; the fixed event and 夜校 on Friday; 茶话会 on Sunday."""
