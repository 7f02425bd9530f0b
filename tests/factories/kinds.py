"""A complete component of any kind."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Revision

from content import kinds
from content.enums import Segment
from content.kinds import MORNING_BRIEF, PRODUCT_ANALYSIS, get_kind
from content.models import Component, proxies, proxy_for
from core import clock
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


GONE = "carousel"
"""The code of a kind that no code declares any more."""


def of_gone_kind(editor: User, title: str = "停用类别的内容") -> Component:
    """Return a draft of a kind that is no longer declared, with a block that went with it."""
    made = make_of_kind("faq", editor, clock.now(), title=title)
    stored = ContentType.objects.create(app_label="content", model=f"carousel{made.pk}")
    left = {"type": "slides", "id": str(uuid4()), "value": {"caption": "三张图讲清楚", "seconds": 12}}
    body = [*made.body.get_prep_value(), left]
    content = {**made.latest_revision.content, "kind": GONE, "body": json.dumps(body)}
    Revision.objects.filter(pk=made.latest_revision_id).update(content_type=stored, content=content)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE content_component SET kind = %s, body = %s WHERE id = %s",
            [GONE, json.dumps(body), made.pk],
        )
    return Component.objects.get(pk=made.pk)


def declare_no_longer(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Take the kind `code` out of the code for the rest of a test; its addresses are still there."""
    monkeypatch.delitem(kinds._by_code, code)
    monkeypatch.delitem(proxies._by_kind, code)
