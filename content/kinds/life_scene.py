"""场景化内容: a scene of life that tells a benefit without advertising it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.occasion import LifeSceneBlock
from content.blocks.persona import SuitsPersonasBlock
from content.blocks.text import LinesBlock
from content.enums import KindGroup
from content.kinds.base import Kind, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "life_scene", "value": {}},
        {"type": "shots", "value": opening_items("", "", "")},
        {"type": "suits_personas", "value": opening_items(None)},
    ]


LIFE_SCENE = Kind(
    code="life_scene",
    label=_("Scene of life"),
    label_plural=_("Scenes of life"),
    icon="view",
    group=KindGroup.ACTIVITIES,
    purpose=_("A scene of life that shows a benefit: shots, texts, fitting personas."),
    blocks=(
        ("life_scene", LifeSceneBlock()),
        ("shots", LinesBlock(_("Shot list"), _("Shot"), least=1, most=12, icon="image")),
        ("suits_personas", SuitsPersonasBlock()),
    ),
    due=timedelta(days=1),
    opens_with=_opens_with,
    checklist=(
        _("The scene could really happen to the manager who posts it."),
        _("Whoever can be recognised in a picture has agreed."),
    ),
)
