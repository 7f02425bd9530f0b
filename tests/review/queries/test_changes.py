"""What an officer is told to have changed."""

import pytest

from core import clock
from review.actions.prepare import latest_draft
from review.domain.changes import Change
from review.queries.changes import changes_between, compared_edition
from tests.conftest import FrozenClock
from tests.factories.review import issue_edition, make_component, open_case, submit_component

pytestmark = pytest.mark.django_db


def test_the_first_case_of_a_piece_has_nothing_to_compare_with(frozen_clock: FrozenClock) -> None:
    issue_edition()
    frozen_clock.advance(minutes=1)
    assert compared_edition(open_case().candidate) is None


def test_texts_figures_and_validity_are_compared_with_the_last_edition(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    frozen_clock.advance(minutes=10)
    draft = latest_draft(edition.component)
    draft.channels[0].value["text"] = draft.channels[0].value["text"].replace("早安", "早上好")
    draft.body[1].value[0]["value"] = draft.body[1].value[0]["value"] + 1
    draft.valid_from = clock.now()
    draft.save_revision(user=draft.created_by, clean=False)
    edition.component.refresh_from_db()
    candidate = submit_component(edition.component).candidate
    assert compared_edition(candidate) == edition
    told = {
        one.label: [
            (stretch.change, stretch.text)
            for stretch in one.change.stretches
            if stretch.change != Change.SAME
        ]
        for one in changes_between(edition.content, candidate.content)
    }
    assert told["Moments"] == [(Change.REMOVED, "安"), (Change.ADDED, "上好")]
    assert told["Indicators"] == [(Change.REMOVED, "2"), (Change.ADDED, "3")]
    assert set(told) == {"Moments", "Indicators", "Valid from"}


def test_a_copy_is_compared_with_the_piece_it_was_copied_from(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    frozen_clock.advance(minutes=10)
    component = make_component(copied_from=edition.component)
    assert compared_edition(submit_component(component).candidate) == edition
