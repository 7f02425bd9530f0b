"""Tries are counted for all processes, each kind and person apart, and end in time."""

import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from core import clock
from people.actions.spend_code import spend_code
from people.actions.try_proof import TRIES, TooManyTries, try_proof
from people.enums import Proof
from people.models import SpentCode, Try, User
from tests.factories.people import UserFactory

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def fail(user: User, times: int, at: datetime = AT, proof: Proof = Proof.CODE) -> None:
    for _time in range(times):
        assert not try_proof(user, proof, lambda: False, at=at)


@pytest.mark.django_db
def test_after_five_wrong_ones_nothing_is_looked_at_any_more() -> None:
    user = UserFactory()
    fail(user, TRIES)
    looked: list[bool] = []
    with pytest.raises(TooManyTries) as refusal:
        try_proof(user, Proof.CODE, lambda: bool(looked.append(True)), at=AT + timedelta(minutes=1))
    assert looked == []
    assert refusal.value.until == AT + timedelta(minutes=15)
    assert try_proof(user, Proof.CODE, lambda: True, at=AT + timedelta(minutes=15))


@pytest.mark.django_db
def test_people_and_kinds_are_counted_apart_and_a_right_one_forgives() -> None:
    user, other = UserFactory(), UserFactory()
    fail(user, TRIES)
    assert try_proof(other, Proof.CODE, lambda: True, at=AT)
    assert try_proof(user, Proof.SIGNATURE, lambda: True, at=AT)
    fail(other, TRIES - 1)
    assert try_proof(other, Proof.CODE, lambda: True, at=AT)
    assert Try.objects.filter(user=other).count() == 0
    fail(other, TRIES)


@pytest.mark.django_db
def test_tries_while_waiting_do_not_lengthen_the_wait() -> None:
    user = UserFactory()
    fail(user, TRIES)
    for minute in range(1, 15):
        with pytest.raises(TooManyTries):
            try_proof(user, Proof.CODE, lambda: True, at=AT + timedelta(minutes=minute))
    assert try_proof(user, Proof.CODE, lambda: True, at=AT + timedelta(minutes=15))


@pytest.mark.django_db
def test_a_code_is_spent_once_by_each_person() -> None:
    user, other = UserFactory(), UserFactory()
    assert spend_code(user, "123456", at=AT)
    assert not spend_code(user, "123 456", at=AT + timedelta(minutes=1))
    assert spend_code(other, "123456", at=AT)
    assert spend_code(user, "123456", at=AT + timedelta(minutes=5))
    assert not SpentCode.objects.filter(digest__contains="123456").exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_look_no_more_often_than_one_after_another_and_spend_a_code_once() -> None:
    user, at = UserFactory(), clock.now()
    looked: list[int] = []
    spent: list[bool] = []
    start = threading.Barrier(8)

    def guess(number: int) -> None:
        start.wait()
        with contextlib.suppress(TooManyTries):
            try_proof(user, Proof.CODE, lambda: bool(looked.append(number)), at=at)
        spent.append(spend_code(user, "654321", at=at))
        connection.close()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked) <= TRIES
    assert sorted(spent) == [False] * 7 + [True]
