"""An account's own security: a factor set up and taken away, a new password; each asked for once more."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from core.models import LedgerRecord
from people.models import User
from tests.factories.people import PASSWORD, UserFactory
from tests.people.second_factor import SECRET, code, prove, recovery_codes, with_app, wrong_code

pytestmark = pytest.mark.django_db

NEW = "sunlit river under seven bridges"


@pytest.fixture
def user() -> User:
    return UserFactory(editor=True)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def with_password_again(client: Client) -> Client:
    client.post("/security/again/password/", {"password": PASSWORD})
    return client


def set_up(client: Client) -> Any:
    """The factor counts from the commit on, so tests that go on with this session commit really."""
    secret = client.get("/security/app/add/").context["form"].secret
    return client.post("/security/app/add/", {"code": code(secret)})


def records(event: str = "staff.second_factor") -> list[dict[str, Any]]:
    return [
        json.loads(bytes(one.payload))
        for one in LedgerRecord.objects.filter(event=event).order_by("sequence")
    ]


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_after_the_password_was_given_again(user: User) -> None:
    client, elsewhere = signed_in(user), signed_in(user)
    asked = client.get("/security/app/add/")
    assert asked["Location"] == "/security/again/password/?next=%2Fsecurity%2Fapp%2Fadd%2F"
    assert client.post("/security/again/password/", {"password": "wrong"}).status_code == 200
    assert client.get("/security/app/add/").status_code == 302
    with_password_again(client)
    before = client.session.session_key
    assert set_up(client)["Location"] == "/security/recovery-codes/"
    assert client.session.session_key != before
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert records() == [{"is_there": True, "kind": "totp"}, {"is_there": True, "kind": "recovery_codes"}]


def test_the_page_shows_picture_and_key_without_anything_inline(user: User) -> None:
    client = with_password_again(signed_in(user))
    response = client.get("/security/app/add/")
    page = response.content.decode()
    assert "<svg" in page
    assert " style=" not in page
    assert response.context["form"].secret in page
    assert "data:" not in response["Content-Security-Policy"]


def test_a_wrong_code_sets_nothing_up(user: User) -> None:
    client = with_password_again(signed_in(user))
    secret = client.get("/security/app/add/").context["form"].secret
    assert client.post("/security/app/add/", {"code": wrong_code(secret)}).status_code == 200
    assert not Authenticator.objects.exists()
    assert records() == []


def test_keys_are_not_stored_in_the_clear(user: User) -> None:
    with_app(user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    assert SECRET not in stored
    assert not any(one in stored for one in recovery_codes(user))


@pytest.mark.django_db(transaction=True)
def test_recovery_codes_are_shown_once(user: User) -> None:
    client = with_password_again(signed_in(user))
    set_up(client)
    written = recovery_codes(user)
    first = client.get("/security/recovery-codes/").content.decode()
    second = client.get("/security/recovery-codes/").content.decode()
    assert all(one in first for one in written)
    assert not any(one in second for one in written)


def test_with_a_factor_the_password_alone_takes_it_away_no_more(user: User) -> None:
    client = signed_in(with_app(user))
    prove(client, user)
    asked = client.get("/security/app/remove/")["Location"]
    assert asked.startswith("/security/again/code/")
    client.post("/security/again/password/", {"password": PASSWORD})
    client.post("/security/app/remove/")
    assert Authenticator.objects.filter(user=user).count() == 2
    client.post("/security/again/code/", {"code": wrong_code()})
    client.post("/security/app/remove/")
    assert Authenticator.objects.filter(user=user).count() == 2


def test_taking_the_only_factor_away_takes_the_recovery_codes_too_and_ends_other_sessions(user: User) -> None:
    with_app(user)
    client, elsewhere = signed_in(User.objects.get(pk=user.pk)), signed_in(User.objects.get(pk=user.pk))
    prove(client, user)
    prove(elsewhere, user)
    assert elsewhere.get("/admin/").status_code == 200
    client.post("/security/again/code/", {"code": code()})
    client.post("/security/app/remove/")
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert [one for one in records() if not one["is_there"]] != []


def test_nobody_takes_anothers_key_away(user: User) -> None:
    other = UserFactory(editor=True)
    key = Authenticator.objects.create(
        user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "钥匙", "credential": {}}
    )
    client = with_password_again(signed_in(user))
    for method in (client.get, client.post):
        assert method(f"/security/keys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_new_password_ends_the_other_sessions_and_needs_the_old_one(user: User) -> None:
    client, elsewhere = signed_in(user), signed_in(user)
    posted = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/security/password/", posted | {"old_password": "wrong"}).status_code == 200
    assert client.post("/security/password/", posted)["Location"] == "/security/"
    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


@pytest.mark.parametrize("weak", ["short pass", "password1234", "x" * 129])
def test_a_new_password_obeys_the_rules(user: User, weak: str) -> None:
    response = signed_in(user).post(
        "/security/password/", {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    )
    assert response.status_code == 200
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_the_old_password_is_not_guessed_here(user: User) -> None:
    client = signed_in(user)
    posted = {"old_password": "guess", "new_password1": NEW, "new_password2": NEW}
    for _time in range(5):
        client.post("/security/password/", posted)
    client.post("/security/password/", posted | {"old_password": PASSWORD})
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_wagtails_account_page_has_no_second_door_for_passwords(user: User) -> None:
    client = signed_in(user)
    assert "new_password1" not in client.get(reverse("wagtailadmin_account")).content.decode()
    client.post(
        reverse("wagtailadmin_account"),
        {"password-old_password": PASSWORD, "password-new_password1": NEW, "password-new_password2": NEW},
    )
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert Client().get(reverse("wagtailadmin_password_reset")).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_set_password",
        "account_request_login_code",
        "mfa_login_webauthn",
        "mfa_signup_webauthn",
        "mfa_trust",
    ],
)
def test_other_doors_of_the_library_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_strangers_see_nothing_of_it() -> None:
    for address in (
        "",
        "app/add/",
        "app/remove/",
        "keys/add/",
        "recovery-codes/",
        "password/",
        "again/code/",
    ):
        assert Client().get(f"/security/{address}")["Location"].startswith("/login/"), address
