"""A complete component of any kind."""

from datetime import datetime, timedelta
from typing import Any

from content.enums import Segment
from content.kinds import MORNING_BRIEF, PRODUCT_ANALYSIS, get_kind
from content.models import Component, proxy_for
from people.models import User
from tests.factories.bodies import BODIES
from tests.factories.content import ImageFactory, MorningBriefFactory, ProductAnalysisFactory, channel

OF_THEIR_OWN = {MORNING_BRIEF.code: MorningBriefFactory, PRODUCT_ANALYSIS.code: ProductAnalysisFactory}


def make_of_kind(code: str, editor: User, at: datetime, **fields: Any) -> Component:
    """Return a complete draft of the kind `code` by `editor`, with a revision, valid at `at`."""
    if code in OF_THEIR_OWN:
        made: Component = OF_THEIR_OWN[code](created_by=editor, at=at, **fields)
        return made
    picture = ImageFactory(branch=editor.branch)
    texts = {"group": "各位晚上好。", "one_to_one": "您好。"} if get_kind(code).needs_channels else {}
    component: Component = proxy_for(code).objects.create(
        **{
            "title": f"示范{get_kind(code).label}",
            "branch": editor.branch,
            "created_by": editor,
            "segments": [Segment.CREDIT_CARD.value],
            "valid_from": at - timedelta(hours=1),
            "valid_until": at + timedelta(days=2),
            "body": BODIES[code](at, picture),
            "channels": [channel(name, text) for name, text in texts.items()],
            **fields,
        }
    )
    component.save_revision(user=editor, clean=False)
    return component
