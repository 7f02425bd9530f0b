"""Copy from yesterday for each kind that has figures: they are gone, everything else is as it was."""

from typing import Any

import pytest
from django.urls import reverse

from content.actions.copy_from_yesterday import copy_from_yesterday
from content.domain.figures import count_empty
from content.kinds import KINDS, Kind
from content.models import Component
from core import clock
from people.models import User
from tests.conftest import FrozenClock
from tests.content.posting import signed_in
from tests.factories.kinds import make_of_kind

WITH_FIGURES = [kind for kind in KINDS if kind.figures]


def without(value: Any, names: frozenset[str]) -> Any:
    """Return `value` with the fields in `names` left out at whatever depth."""
    if isinstance(value, list):
        return [without(one, names) for one in value]
    if isinstance(value, dict):
        keep = {"type", "id", "value"} == set(value)
        return {name: without(one, names) for name, one in value.items() if keep or name not in names}
    return value


@pytest.mark.parametrize("kind", WITH_FIGURES, ids=lambda kind: kind.code)
def test_figures_are_empty_and_marked_and_the_rest_stays(
    kind: Kind, editor: User, frozen_clock: FrozenClock
) -> None:
    source = make_of_kind(kind.code, editor, clock.now())
    before = source.body.get_prep_value()
    assert count_empty(before, kind.figures) == 0
    frozen_clock.advance(days=1)
    client = signed_in(editor)
    response = client.post(reverse(f"content_{kind.code}:copy_from_yesterday", args=[source.pk]))
    draft = Component.objects.exclude(pk=source.pk).get()
    after = draft.body.get_prep_value()
    filled_at_once = int("market_date" in kind.figures)
    wanted = sum(_count(block["value"], kind.figures) for block in before)
    assert count_empty(after, kind.figures) == wanted - filled_at_once > 0
    assert without(after, kind.figures) == without(before, kind.figures)
    page = client.get(response.headers["Location"]).content.decode()
    assert f'data-emptied-figures="{" ".join(sorted(kind.figures))}"' in page


def _count(value: Any, names: frozenset[str]) -> int:
    """Return how many fields in `names` there are at whatever depth."""
    if isinstance(value, list):
        return sum(_count(one["value"], names) for one in value)
    if isinstance(value, dict):
        return sum(1 if name in names else _count(one, names) for name, one in value.items())
    return 0


def test_kinds_that_age_by_the_day_have_figures() -> None:
    assert {kind.code for kind in WITH_FIGURES} >= {"morning_brief", "noon_deal", "market_note"}


@pytest.mark.parametrize("kind", WITH_FIGURES, ids=lambda kind: kind.code)
def test_the_copy_of_a_copy_is_as_empty(kind: Kind, editor: User, frozen_clock: FrozenClock) -> None:
    source = make_of_kind(kind.code, editor, clock.now())
    once = copy_from_yesterday(source, actor=editor, at=clock.now())
    twice = copy_from_yesterday(once, actor=editor, at=clock.now())
    bodies = [count_empty(one.body.get_prep_value(), kind.figures) for one in (once, twice)]
    assert bodies[0] == bodies[1] > 0
