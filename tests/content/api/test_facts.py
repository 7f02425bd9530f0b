"""Facts in: each row judged by itself, each request taken once."""

import json
from typing import Any

import pytest
from django.core.cache import cache

from content.actions.take_fact_batch import Request, Row, take_fact_batch
from content.models import Fact, FactBatch
from core.actions import Refused
from core.models import LedgerRecord
from people.enums import Scope
from tests.conftest import FrozenClock
from tests.factories.api import Caller, caller
from tests.factories.content import ProductFactory
from tests.factories.people import BranchTree, branch_tree

LPR = {
    "subject": "一年期LPR",
    "label": "利率",
    "value": "3.00%",
    "as_of": "2026-03-02",
    "source": "全国银行间同业拆借中心",
    "expires_on": "2026-03-20",
}


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock) -> BranchTree:
    cache.clear()
    return branch_tree()


@pytest.fixture
def system(tree: BranchTree) -> Caller:
    return caller(tree.head_office, Scope.FACTS_WRITE)


def send(system: Caller, *facts: dict[str, Any], key: str = "batch-0001") -> Any:
    return system.post("facts/", {"facts": list(facts)}, headers={"Idempotency-Key": key})


def outcomes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["outcome"] for row in answer.json()["results"]]


def test_sound_rows_are_taken_and_the_others_told_why_not(system: Caller) -> None:
    product = ProductFactory(code="SFLC0001")
    of_product = {**LPR, "subject": "", "product": product.code, "label": "业绩比较基准"}
    unknown = {**of_product, "product": "NOPE"}
    answer = send(system, LPR, {**LPR, "label": "", "as_of": "2026-03-09"}, of_product, unknown)
    assert outcomes(answer) == ["added", "refused", "added", "refused"]
    results = answer.json()["results"]
    assert len(results[1]["problems"]) == 2
    assert "NOPE" in results[3]["problems"][0]
    facts = list(Fact.objects.order_by("pk"))
    assert [fact.pk for fact in facts] == [results[0]["fact"], results[2]["fact"]]
    assert [(fact.value, fact.unit, fact.entered_by) for fact in facts] == [("3.00", "%", None)] * 2
    record = json.loads(bytes(LedgerRecord.objects.get(event="facts.taken").payload))
    assert record == {"facts": [fact.pk for fact in facts], "entered_by": system.token.client.actor}


def test_the_same_request_twice_is_taken_once(system: Caller) -> None:
    first = send(system, LPR)
    send(system, {**LPR, "value": "3.10%"}, key="batch-0002")
    again = send(system, LPR)
    assert again.content == first.content
    assert Fact.objects.newest().get().value == "3.10"
    assert (Fact.objects.count(), FactBatch.objects.count()) == (2, 2)


def test_a_key_with_other_rows_is_409(system: Caller) -> None:
    send(system, LPR)
    answer = send(system, {**LPR, "value": "3.10%"})
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert Fact.objects.count() == 1


def test_what_is_known_already_is_told_so(system: Caller) -> None:
    send(system, LPR)
    assert outcomes(send(system, LPR, key="batch-0002")) == ["known"]
    assert LedgerRecord.objects.filter(event="facts.taken").count() == 1


def test_two_rows_that_contradict_each_other_are_both_refused(system: Caller) -> None:
    assert outcomes(send(system, LPR, {**LPR, "value": "3.10%"})) == ["refused", "refused"]


@pytest.mark.parametrize("key", ["", "short", "mit leerzeichen", "x" * 65, "键" * 8])
def test_without_a_key_nothing_is_taken(system: Caller, key: str) -> None:
    answer = send(system, LPR, key=key.encode().decode("latin-1"))
    assert (answer.status_code, answer.json()["errors"][0]["header"]) == (422, "Idempotency-Key")
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"facts": []}, "#/facts"),
        ({}, "#/facts"),
        ({"facts": [LPR] * 501}, "#/facts"),
        ({"facts": [LPR, "x"]}, "#/facts/1"),
        ({"facts": [{**LPR, "value": {}}]}, "#/facts/0/value"),
    ],
)
def test_what_is_no_batch_is_422_and_named(system: Caller, body: object, pointer: str) -> None:
    answer = system.post("facts/", body, headers={"Idempotency-Key": "batch-0001"})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_only_a_system_of_head_office_enters_facts(tree: BranchTree) -> None:
    assert send(caller(tree.east, Scope.FACTS_WRITE), LPR).status_code == 403
    assert not Fact.objects.exists()


def test_the_action_asks_for_the_scope_itself(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    reader = caller(tree.head_office, Scope.SEARCH_READ)
    with pytest.raises(Refused) as refusal:
        take_fact_batch(Request("batch-0001", "0" * 64, [Row(None)]), token=reader.token, at=frozen_clock.at)
    assert refusal.value.rule == "scope"
    assert not FactBatch.objects.exists()
