"""Where the newest submission of each component stands."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from review.enums import Verdict
from review.queries.standings import standings
from tests.conftest import FrozenClock
from tests.factories.review import (
    decide_case,
    issue_edition,
    make_component,
    open_case,
    recall_edition,
    submit_component,
)

pytestmark = pytest.mark.django_db


def test_each_end_of_the_road_has_its_words(frozen_clock: FrozenClock) -> None:
    never = make_component()
    waiting = open_case()
    returned = open_case()
    decide_case(returned, verdict=Verdict.RETURN, reasons="请补充来源。")
    active = issue_edition(valid_until=frozen_clock.at + timedelta(days=3))
    recalled = issue_edition()
    recall_edition(recalled)

    found = standings(
        [
            never.pk,
            *(case.candidate.component_id for case in (waiting, returned)),
            active.component_id,
            recalled.component_id,
        ]
    )

    assert found == {
        waiting.candidate.component_id: "Compliance review",
        returned.candidate.component_id: "Returned for changes",
        active.component_id: "Active",
        recalled.component_id: "Recalled",
    }


def test_the_newest_submission_counts(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    frozen_clock.advance(minutes=1)
    case = submit_component(edition.component)
    assert standings([edition.component_id]) == {case.candidate.component_id: "Compliance review"}


def test_queries_do_not_grow() -> None:
    editions = [issue_edition() for _number in range(4)]
    counts = []
    for keys in ([editions[0].component_id], [edition.component_id for edition in editions]):
        with CaptureQueriesContext(connection) as captured:
            standings(keys)
        counts.append(len(captured))
    assert counts[0] == counts[1]
