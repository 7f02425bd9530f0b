"""The kinds of component. To add one: a declaration in a module here, a line below, a proxy in models."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block

from content.enums import KindGroup
from content.kinds.activity_kit import ACTIVITY_KIT
from content.kinds.base import Kind, ProductNeed
from content.kinds.calendar_column import CALENDAR_COLUMN
from content.kinds.evening_topic import EVENING_TOPIC
from content.kinds.faq import FAQ
from content.kinds.hotspot_guide import HOTSPOT_GUIDE
from content.kinds.lesson import LESSON
from content.kinds.life_scene import LIFE_SCENE
from content.kinds.market_note import MARKET_NOTE
from content.kinds.morning_brief import MORNING_BRIEF
from content.kinds.noon_deal import NOON_DEAL
from content.kinds.persona_template import PERSONA_TEMPLATE
from content.kinds.poster import POSTER
from content.kinds.product_analysis import PRODUCT_ANALYSIS
from content.kinds.script import SCRIPT
from content.kinds.ugc_story import UGC_STORY

KINDS: tuple[Kind, ...] = (
    MORNING_BRIEF,
    NOON_DEAL,
    EVENING_TOPIC,
    PERSONA_TEMPLATE,
    PRODUCT_ANALYSIS,
    MARKET_NOTE,
    SCRIPT,
    FAQ,
    ACTIVITY_KIT,
    LIFE_SCENE,
    POSTER,
    HOTSPOT_GUIDE,
    CALENDAR_COLUMN,
    UGC_STORY,
    LESSON,
)

_by_code = {kind.code: kind for kind in KINDS}


def get_kind(code: str) -> Kind:
    """Return the kind with this code. Raises KeyError if the code is not (or no longer) declared."""
    return _by_code[code]


def find_kind(code: str) -> Kind | None:
    """Return the kind with this code, or None if it is not (or no longer) declared."""
    return _by_code.get(code)


def kind_label(code: str) -> str | Promise:
    """Return what people call a kind; of one that is no longer declared, its code and that it is gone."""
    kind = find_kind(code)
    return kind.label if kind else format_lazy("{} ({})", code, _("kind no longer in use"))


def declared_blocks(code: str) -> dict[str, Block]:
    """Return the blocks of a kind by name; none of one that is no longer declared."""
    kind = find_kind(code)
    return dict(kind.blocks) if kind else {}


def kinds_of(group: KindGroup) -> tuple[Kind, ...]:
    """Return the kinds of `group`, in the order of declaration."""
    return tuple(kind for kind in KINDS if kind.group is group)


def kind_choices() -> list[tuple[str, object]]:
    """Return (code, label) of every kind, in the order of declaration."""
    return [(kind.code, kind.label) for kind in KINDS]


__all__ = [
    "ACTIVITY_KIT",
    "CALENDAR_COLUMN",
    "EVENING_TOPIC",
    "FAQ",
    "HOTSPOT_GUIDE",
    "KINDS",
    "LESSON",
    "LIFE_SCENE",
    "MARKET_NOTE",
    "MORNING_BRIEF",
    "NOON_DEAL",
    "PERSONA_TEMPLATE",
    "POSTER",
    "PRODUCT_ANALYSIS",
    "SCRIPT",
    "UGC_STORY",
    "Kind",
    "ProductNeed",
    "declared_blocks",
    "find_kind",
    "get_kind",
    "kind_choices",
    "kind_label",
    "kinds_of",
]
