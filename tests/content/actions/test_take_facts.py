"""Facts are taken once, with their history, by head office alone, and on record."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from content.actions import take_facts as taking
from content.actions.take_facts import take_facts
from content.models import Fact
from content.queries.facts import newest_in_place_of, offered
from core import clock, immutability
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.models import User
from tests.factories.content import FactFactory, ProductFactory
from tests.factories.people import BranchTree, UserFactory

DAY = date(2026, 3, 2)


def lpr(**changes: Any) -> Fact:
    fields: dict[str, Any] = {
        "subject": "一年期LPR",
        "label": "利率",
        "value": "3.10",
        "unit": "%",
        "as_of": DAY,
        "source": "全国银行间同业拆借中心",
        "expires_on": DAY + timedelta(days=30),
    }
    return Fact(**fields | changes)


@pytest.fixture
def keeper(tree: BranchTree) -> User:
    return UserFactory(editor=True, branch=tree.head_office)


def take(keeper: User, *facts: Fact) -> tuple[int, int]:
    taken = take_facts(facts, actor=keeper, at=clock.now())
    return len(taken.added), taken.known


def test_what_was_taken_is_on_record_with_who_and_when(keeper: User) -> None:
    at = clock.now()
    [fact] = take_facts([lpr(value="3.10%", unit="")], actor=keeper, at=at).added
    saved = Fact.objects.get()
    assert (saved.value, saved.unit, saved.entered_by, saved.entered_at) == ("3.10", "%", keeper, at)
    record = LedgerRecord.objects.get(event="facts.taken")
    assert json.loads(bytes(record.payload)) == {"facts": [fact.pk], "entered_by": keeper.actor}
    assert record.subject_sha256 == (
        taking.canonical.sha256(taking.canonical.encode({"facts": [taking._told(saved)]}))
    )
    assert keeper.display_name not in bytes(record.payload).decode()


def test_the_same_rows_twice_add_nothing_and_leave_no_record(keeper: User) -> None:
    assert take(keeper, lpr(), lpr()) == (1, 1)
    assert take(keeper, lpr()) == (0, 1)
    assert Fact.objects.count() == 1
    assert LedgerRecord.objects.filter(event="facts.taken").count() == 1


def test_a_newer_value_succeeds_and_the_older_is_kept(keeper: User) -> None:
    take(keeper, lpr(), lpr(subject="五年期LPR", value="3.60"))
    take(keeper, lpr(value="3.00", as_of=DAY + timedelta(days=10)))
    assert {str(fact.value) for fact in offered(DAY)} == {"3.00", "3.60"}
    assert Fact.objects.filter(subject="一年期LPR").count() == 2
    old = Fact.objects.get(value="3.10")
    assert newest_in_place_of([old.pk])[old.pk].value == "3.00"


def test_an_older_day_entered_later_does_not_succeed(keeper: User) -> None:
    take(keeper, lpr())
    take(keeper, lpr(value="3.35", as_of=DAY - timedelta(days=30)))
    assert [fact.value for fact in offered(DAY)] == ["3.10"]


def test_a_correction_of_the_same_day_succeeds_and_may_be_taken_back(keeper: User) -> None:
    for value in ("3.10", "3.01", "3.10"):
        assert take(keeper, lpr(value=value)) == (1, 0)
    assert list(Fact.objects.order_by("correction").values_list("value", "correction")) == [
        ("3.10", 0),
        ("3.01", 1),
        ("3.10", 2),
    ]
    assert [fact.correction for fact in offered(DAY)] == [2]


def test_what_has_expired_is_not_offered_and_its_predecessor_neither(keeper: User) -> None:
    take(keeper, lpr(expires_on=DAY + timedelta(days=300)))
    take(keeper, lpr(value="3.00", as_of=DAY + timedelta(days=1), expires_on=DAY + timedelta(days=2)))
    assert [fact.value for fact in offered(DAY + timedelta(days=2))] == ["3.00"]
    assert list(offered(DAY + timedelta(days=3))) == []


def test_products_of_one_label_are_series_of_their_own(keeper: User) -> None:
    one, other = ProductFactory(), ProductFactory()
    take(keeper, *(lpr(product=product, subject="", value="1") for product in (one, other)))
    take(keeper, lpr(product=one, subject="", value="2", as_of=DAY + timedelta(days=1)))
    assert {(fact.product, fact.value) for fact in offered(DAY)} == {(one, "2"), (other, "1")}


@pytest.mark.parametrize(
    ("role", "branch", "rule"),
    [
        ("editor", "east", "branch"),
        ("operator", "east_sub", "branch"),
        ("officer", "head_office", "role"),
        ("manager", "head_office", "role"),
        ("administrator", "head_office", "role"),
    ],
)
def test_others_are_refused_and_the_attempt_is_on_record(
    role: str, branch: str, rule: str, tree: BranchTree
) -> None:
    actor = UserFactory(branch=getattr(tree, branch), is_superuser=True, **{role: True})
    with pytest.raises(Refused):
        take_facts([lpr()], actor=actor, at=clock.now())
    assert Fact.objects.count() == 0
    record = LedgerRecord.objects.get(event="attempt.refused")
    assert json.loads(bytes(record.payload)) == {"verb": "take_facts", "actor": actor.actor, "rule": rule}


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"expires_on": DAY - timedelta(days=1)},
        {"value": ""},
        {"source": ""},
        {"label": "利\u200b率"},
        {"source_url": "javascript:alert(1)"},
        {"value": "9" * 41},
    ],
)
def test_what_is_not_sound_is_refused_whole(changes: dict[str, Any], keeper: User) -> None:
    with pytest.raises(ValidationError):
        take_facts([lpr(subject="五年期LPR"), lpr(**changes)], actor=keeper, at=clock.now())
    assert Fact.objects.count() == 0
    assert not LedgerRecord.objects.filter(event="facts.taken").exists()


def test_about_a_product_and_a_market_subject_at_once_is_refused(keeper: User) -> None:
    with pytest.raises(ValidationError):
        take_facts([lpr(product=ProductFactory())], actor=keeper, at=clock.now())


def test_somebody_quicker_is_a_conflict_and_nothing_of_it_stays(
    keeper: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(keeper, lpr())
    monkeypatch.setattr(taking, "newest_of_each_day", lambda facts: {})
    with pytest.raises(Conflict):
        take_facts([lpr(subject="五年期LPR"), lpr(value="3.00")], actor=keeper, at=clock.now())
    assert list(Fact.objects.values_list("subject", "value")) == [("一年期LPR", "3.10")]


def test_twenty_rows_cost_as_many_queries_as_one(keeper: User, django_assert_num_queries: Any) -> None:
    from django.test.utils import CaptureQueriesContext

    take(keeper, lpr(subject="上证指数"))
    with CaptureQueriesContext(connection) as one:
        take(keeper, lpr())
    with django_assert_num_queries(len(one)):
        assert take(keeper, *(lpr(subject=f"指数{number}") for number in range(20))) == (20, 0)


def test_the_database_refuses_a_fact_about_nothing_or_about_two(db: None) -> None:
    for changes in ({"product": None, "subject": ""}, {"subject": "一年期LPR"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactFactory(**changes)


def test_a_fact_once_entered_is_never_changed_or_deleted(db: None) -> None:
    fact = FactFactory()
    immutability.install(connection)
    for change in (
        lambda: Fact.objects.update(value="9.99"),
        lambda: Fact.objects.filter(pk=fact.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            change()
    assert Fact.objects.get().value == "2.15"
