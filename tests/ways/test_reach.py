"""The instrument itself: what is in force reaches every reader, so that silence elsewhere means something."""

import pytest

from tests.factories.review import issue_edition, make_component, recall_edition
from tests.ways.pieces import MARKER, Bank, draft, in_review, issued, words
from tests.ways.reach import EVERY_READER, reached

pytestmark = pytest.mark.django_db


def test_an_edition_in_force_reaches_every_reader(bank: Bank) -> None:
    assert reached(bank.manager, MARKER, issued(bank)) == EVERY_READER


def test_a_draft_and_a_piece_in_review_reach_none(bank: Bank) -> None:
    draft(bank)
    in_review(bank)
    assert reached(bank.manager, MARKER) == frozenset()


def test_asking_leaves_nothing_behind(bank: Bank) -> None:
    edition = issued(bank)
    reached(bank.manager, MARKER, edition)
    assert (edition.pulls.count(), edition.package_items.count()) == (0, 0)


def test_a_recalled_edition_reaches_none(bank: Bank) -> None:
    edition = issued(bank)
    recall_edition(edition)
    assert reached(bank.manager, MARKER, edition) == frozenset()


def test_an_edition_of_another_branch_reaches_none(bank: Bank) -> None:

    edition = issue_edition(component=make_component(branch=bank.tree.west, **words()))
    assert reached(bank.manager, MARKER, edition) == frozenset()
