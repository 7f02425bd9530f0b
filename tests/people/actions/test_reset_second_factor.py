"""Resetting somebody's second factor: who may, signed how, and what it leaves."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from core import clock
from core.actions import Refused
from core.models import LedgerRecord
from people.actions.reset_second_factor import reset_second_factor
from people.enums import Role
from people.models import User
from tests.factories.people import PASSWORD, UserFactory
from tests.people.second_factor import prove, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    return with_app(UserFactory(editor=True))


@pytest.fixture
def administrator() -> User:
    return UserFactory(administrator=True)


def address(user: User) -> str:
    return f"/admin/users/{user.pk}/reset-second-factor/"


def test_an_administrator_resets_and_the_sessions_end(member: User, administrator: User) -> None:
    theirs = Client()
    theirs.force_login(member)
    prove(theirs, member)
    assert theirs.get("/admin/").status_code == 200
    client = Client()
    client.force_login(administrator)
    assert address(member) in client.get(f"/admin/users/edit/{member.pk}/").content.decode()
    assert client.get(address(member)).status_code == 200
    assert client.post(address(member)).status_code == 302
    assert not Authenticator.objects.filter(user=member).exists()
    assert theirs.get("/admin/").status_code == 302
    record = LedgerRecord.objects.get(event="staff.second_factor_reset")
    assert record.subject == member.actor
    assert json.loads(bytes(record.payload)) == {
        "by": administrator.actor,
        "kinds": ["recovery_codes", "totp"],
    }


def test_an_old_log_in_is_asked_for_the_password(member: User, administrator: User) -> None:
    client = Client()
    client.force_login(administrator)
    session = client.session
    session["review.authenticated_at"] = (clock.now() - timedelta(minutes=6)).isoformat()
    session.save()
    for typed in ({}, {"password": "wrong"}):
        assert client.post(address(member), typed).status_code == 200
        assert Authenticator.objects.filter(user=member).count() == 2
    assert client.post(address(member), {"password": PASSWORD}).status_code == 302
    assert not Authenticator.objects.filter(user=member).exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_may(member: User, role: Role) -> None:
    other = UserFactory(roles=[role], is_superuser=True)
    with pytest.raises(Refused) as refusal:
        reset_second_factor(member, actor=other, authenticated_at=clock.now(), at=clock.now())
    assert refusal.value.rule == "role"
    assert Authenticator.objects.filter(user=member).count() == 2
    assert LedgerRecord.objects.get(event="attempt.refused").subject == member.actor


def test_nobody_resets_their_own(administrator: User) -> None:
    with_app(administrator)
    with pytest.raises(Refused) as refusal:
        reset_second_factor(administrator, actor=administrator, authenticated_at=clock.now(), at=clock.now())
    assert refusal.value.rule == "own_account"
    assert Authenticator.objects.filter(user=administrator).count() == 2


@pytest.mark.parametrize("age", [None, 6])
def test_it_is_signed(member: User, administrator: User, age: int | None) -> None:
    at = clock.now()
    signed = None if age is None else at - timedelta(minutes=age)
    with pytest.raises(Refused) as refusal:
        reset_second_factor(member, actor=administrator, authenticated_at=signed, at=at)
    assert refusal.value.rule == "signature"
    assert Authenticator.objects.filter(user=member).count() == 2


def test_the_page_refuses_others_too(member: User) -> None:
    client = Client()
    client.force_login(UserFactory(officer=True))
    client.get(address(member))
    client.post(address(member))
    assert Authenticator.objects.filter(user=member).count() == 2
