"""A prepared query gives what the queryset gives, and puts its SQL together once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet, UUIDField
from django.test.utils import CaptureQueriesContext

from core.prepared import MOST_IN_LIST, Prepared
from people.models import Branch, User
from review.models import Edition
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import issue_edition

pytestmark = pytest.mark.django_db


class Counted:
    """Counts how often a queryset is put together."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build, self.calls = build, 0

    def __call__(self, **places: Any) -> QuerySet[Any, Any]:
        self.calls += 1
        return self.build(**places)


def test_rows_are_those_of_this_run() -> None:
    mine, other = BranchFactory(), BranchFactory()
    staff = {branch: [UserFactory(branch=branch) for _one in range(2)] for branch in (mine, other)}
    build = Counted(lambda branch: User.objects.filter(branch=branch).order_by("pk").values_list("username"))
    prepared = Prepared(build, branch=BigIntegerField())
    for branch in (mine, other, mine):
        assert prepared.rows(branch=branch.pk) == [(one.username,) for one in staff[branch]]
    assert (prepared.rows(branch=0), build.calls) == ([], 1)


def test_a_list_of_any_length_is_found_and_nothing_besides() -> None:
    staff = [UserFactory() for _one in range(6)]
    build = Counted(lambda keys: User.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    prepared = Prepared(build, keys=BigIntegerField())
    for length in range(1, 6):
        keys = [one.pk for one in staff[:length]]
        assert prepared.rows(keys=keys) == keys
    assert build.calls == len({1, 2, 4, 8})


def test_an_empty_list_asks_nothing() -> None:
    prepared = Prepared(lambda keys: User.objects.filter(pk__in=keys), keys=BigIntegerField())
    UserFactory()
    with CaptureQueriesContext(connection) as asked:
        assert prepared.rows(keys=[]) == []
    assert len(asked) == 0


def test_what_can_find_nothing_asks_nothing() -> None:
    prepared = Prepared(lambda key: User.objects.filter(pk=key, pk__in=[]), key=BigIntegerField())
    user = UserFactory()
    with CaptureQueriesContext(connection) as asked:
        assert prepared.rows(key=user.pk) == []
    assert len(asked) == 0


def test_a_list_that_is_too_long_or_a_place_left_empty_is_refused() -> None:
    prepared = Prepared(lambda keys: User.objects.filter(pk__in=keys), keys=BigIntegerField())
    with pytest.raises(ValueError, match=str(MOST_IN_LIST + 1)):
        prepared.rows(keys=list(range(MOST_IN_LIST + 1)))
    with pytest.raises(KeyError, match="keys"):
        prepared.rows()


def test_objects_come_with_what_belongs_to_them() -> None:
    edition = issue_edition()
    prepared = Prepared(
        lambda lineage, at, public_id: (
            Edition.objects.owned_along(lineage)
            .readable(at)
            .filter(public_id=public_id)
            .select_related("branch")
            .prefetch_related("segments")
        ),
        lineage=CharField(),
        at=DateTimeField(),
        public_id=UUIDField(),
    )
    given = {"lineage": edition.branch.lineage_paths(), "public_id": edition.public_id}
    with CaptureQueriesContext(connection) as asked:
        (found,) = prepared.rows(at=edition.valid_from, **given)
        assert (found, found.branch, found.valid_from) == (edition, edition.branch, edition.valid_from)
        assert [one.segment for one in found.segments.all()] == [
            one.segment for one in edition.segments.all()
        ]
    assert len(asked) == 3
    assert prepared.rows(at=edition.valid_from - timedelta(seconds=1), **given) == []


def test_foreign_editions_stay_foreign() -> None:
    own, foreign = issue_edition(), issue_edition()
    prepared = Prepared(
        lambda lineage: Edition.objects.owned_along(lineage).order_by("pk"), lineage=CharField()
    )
    assert prepared.rows(lineage=own.branch.lineage_paths()) == [own]
    assert prepared.rows(lineage=foreign.branch.lineage_paths()) == [foreign]
    assert prepared.rows(lineage=[]) == []


def test_text_is_a_value_and_never_sql() -> None:
    branch = BranchFactory(name="'; DROP TABLE people_branch; -- %s")
    prepared = Prepared(lambda name: Branch.objects.filter(name=name), name=CharField())
    assert prepared.rows(name=branch.name) == [branch]
    assert prepared.rows(name="' OR 1=1 --") == []
