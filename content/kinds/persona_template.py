"""人设模板: who a manager is to his customers, and five steps to it. Managers read it, nobody is sent it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.persona import PersonaBlock, PersonaStepsBlock
from content.blocks.text import LinesBlock
from content.enums import KindGroup
from content.kinds.base import Kind, for_a_year, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "persona", "value": {}},
        {"type": "persona_steps", "value": {}},
        {"type": "sample_posts", "value": opening_items("", "", "")},
        {"type": "persona_do", "value": opening_items("", "")},
        {"type": "persona_dont", "value": opening_items("", "")},
    ]


PERSONA_TEMPLATE = Kind(
    code="persona_template",
    label=_("Persona template"),
    label_plural=_("Persona templates"),
    icon="user",
    group=KindGroup.MANAGERS,
    purpose=_("One of twelve personas: tone, self-introduction, sample posts."),
    blocks=(
        ("persona", PersonaBlock()),
        ("persona_steps", PersonaStepsBlock()),
        ("sample_posts", LinesBlock(_("Sample posts"), _("Post"), least=3, most=12, icon="doc-full")),
        ("persona_do", LinesBlock(_("Do"), _("Do"), least=1, most=10, icon="tick")),
        ("persona_dont", LinesBlock(_("Don't"), _("Don't"), least=1, most=10, icon="cross")),
    ),
    due=timedelta(days=3),
    opens_with=_opens_with,
    opens_until=for_a_year,
    needs_channels=False,
    opens_channels=(),
    checklist=(
        _("The persona claims no title or qualification that a manager does not hold."),
        _("Sample posts would pass screening as they stand."),
    ),
)
