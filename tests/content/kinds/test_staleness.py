"""From when a piece of a kind is stale, whatever its validity says."""

from datetime import datetime, timedelta

import pytest

from content.enums import ColumnOccasion
from content.kinds import get_kind
from content.models import Component
from content.queries.freezing import document_of
from core import clock
from tests.conftest import SHANGHAI
from tests.factories.content import block, items
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def _stale_at(component: Component) -> datetime | None:
    return get_kind(component.kind).stale_at(document_of(component))


def _made(code: str, **fields: object) -> Component:
    return make_of_kind(code, UserFactory(editor=True), clock.now(), **fields)


def test_a_deal_is_stale_when_it_ends() -> None:
    assert _stale_at(_made("noon_deal")) == clock.now() + timedelta(hours=6)


def test_a_market_note_lapses_six_hours_after_its_figures() -> None:
    assert _stale_at(_made("market_note")) == clock.now() + timedelta(hours=6)


def test_a_story_is_stale_when_consent_ends() -> None:
    given = clock.now().astimezone(SHANGHAI).date()
    expected = datetime.combine(given + timedelta(days=301), datetime.min.time(), SHANGHAI)
    assert _stale_at(_made("ugc_story")) == expected


def test_a_festival_is_stale_the_day_after_it() -> None:
    column = {
        "occasion": ColumnOccasion.FESTIVAL,
        "column_name": "元宵",
        "weekday": None,
        "first_day": "2026-03-02",
        "last_day": "2026-03-03",
    }
    body = [block("column", column), block("column_guide", items("猜灯谜。"))]
    assert _stale_at(_made("calendar_column", body=body)) == datetime(2026, 3, 4, tzinfo=SHANGHAI)


@pytest.mark.parametrize("code", ["calendar_column", "script", "faq", "lesson", "persona_template"])
def test_what_does_not_age_has_no_such_moment(code: str) -> None:
    assert _stale_at(_made(code)) is None
