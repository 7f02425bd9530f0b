"""What is taken of a reader's queryset, and what is left to the database."""

from datetime import datetime, timedelta

import pytest
from django.db.models import Q

from review.models import Edition
from review.models.edition import EditionQuerySet
from search.engines.pushdown import Condition, conditions, moment
from tests.factories.people import BranchFactory, UserFactory
from tests.search.library import head_office

pytestmark = pytest.mark.django_db

START = Edition.objects.all


def test_branch_and_validity_of_what_a_manager_may_use(at: datetime) -> None:
    east = BranchFactory(code="E01", parent=head_office())
    BranchFactory(code="W01", parent=head_office())
    within = Edition.objects.usable_by(UserFactory(manager=True, branch=east)).readable(at)

    assert set(conditions(within)) == {
        Condition("branch", "in", (head_office().pk, east.pk)),
        Condition("valid_from", "lte", (moment(at),)),
        Condition("valid_until", "gt", (moment(at),)),
    }


def test_a_moment_is_exact(at: datetime) -> None:
    assert moment(at + timedelta(microseconds=1)) - moment(at) == 1


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (START().filter(kind__in=["faq", "script"]), [Condition("kind", "in", ("faq", "script"))]),
        (
            START().filter(kind="faq").filter(pk=3),
            [Condition("kind", "in", ("faq",)), Condition("edition", "in", (3,))],
        ),
        (START().filter(branch=7), [Condition("branch", "in", (7,))]),
        (START().filter(branch__in=[7, 8]), [Condition("branch", "in", (7, 8))]),
    ],
)
def test_plain_comparisons(within: EditionQuerySet, expected: list[Condition]) -> None:
    assert conditions(within) == expected


@pytest.mark.parametrize(
    "within",
    [
        START(),
        START().filter(Q(kind="faq") | Q(kind="script")),
        START().filter(kind="faq") | START().filter(kind="script"),
        START().exclude(kind="faq"),
        START().exclude(Q(kind="faq"), Q(pk=3)),
        START().filter(~Q(kind="faq")),
        START().filter(kind__startswith="f"),
        START().filter(title="早报"),
        START().filter(pk__in=START().values("pk")),
        START().filter(component__branch__path__in=["0001"]),
        START().filter(supersedes__kind="faq"),
        START().filter(kind="faq").union(START()),
        START().filter(pk__in=range(20_000)),
    ],
)
def test_whatever_is_not_certain_is_left_to_the_database(within: EditionQuerySet) -> None:
    assert conditions(within) == []
