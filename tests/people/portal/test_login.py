"""Logging in: one answer for all who do not get in, no victim locked out, no way past the second step."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import hashers
from django.test import Client
from pytest_django import Settings

from people.enums import Role
from people.models import User
from people.throttling import ADDRESS_LIMIT
from tests.factories.people import PASSWORD, BranchFactory, UserFactory
from tests.people.second_factor import code, recovery_codes, with_app, wrong_code

pytestmark = pytest.mark.django_db

LOGIN = "/login/"
SECOND = "/security/authenticate/"


@pytest.fixture
def manager() -> User:
    return UserFactory(manager=True, branch=BranchFactory())


def attempt(client: Client, name: str, password: str, address: str = "10.0.0.1", **more: str) -> Any:
    return client.post(LOGIN, {"username": name, "password": password, **more}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def alert(page: str) -> str:
    return page[page.index('role="alert"') : page.index("<form")]


class CountingHasher(hashers.MD5PasswordHasher):
    """Counts how often a password was hashed."""

    algorithm = "counting"
    count = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).count += 1
        return super().encode(password, salt)


@pytest.fixture
def hashed(settings: Settings) -> type[CountingHasher]:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.count = 0
    return CountingHasher


def test_unknown_wrong_and_disabled_get_the_same_answer_after_the_same_work(
    client: Client, hashed: type[CountingHasher]
) -> None:
    manager = UserFactory(manager=True)
    UserFactory(manager=True, username="left", is_active=False)
    answers = set()
    for name, password in (
        (manager.username, "wrong"),
        ("nobody-of-that-name", "wrong"),
        ("left", PASSWORD),
        ("left", "wrong"),
    ):
        hashed.count = 0
        response = attempt(client, name, password)
        answers.add((response.status_code, alert(response.content.decode()), hashed.count))
    assert [(status, count) for status, _words, count in answers] == [(200, 1)]


def test_whoever_waits_hears_the_same_whether_the_name_exists_and_the_password_is_right(
    manager: User,
) -> None:
    UserFactory(manager=True, username="left", is_active=False)
    answers = set()
    for number, (name, last) in enumerate(
        [(manager.username, PASSWORD), (manager.username, "no"), ("nobody", "no"), ("left", PASSWORD)]
    ):
        client, address = Client(), f"10.1.0.{number}"
        for _time in range(5):
            attempt(client, name, "wrong", address)
        response = attempt(client, name, last, address)
        page = response.content.decode()
        assert f'value="{name}"' in page
        answers.add((response.status_code, alert(page).split("在")[0]))
        assert not is_in(client)
    assert len(answers) == 1
    assert {status for status, _words in answers} == {429}


def test_a_stranger_elsewhere_locks_nobody_out(manager: User) -> None:
    stranger = Client()
    for _time in range(12):
        attempt(stranger, manager.username, "wrong", "203.0.113.9")
    assert attempt(stranger, manager.username, PASSWORD, "203.0.113.9").status_code == 429
    owner = Client()
    assert attempt(owner, manager.username, PASSWORD, "10.0.0.1").status_code == 302
    assert is_in(owner)


def test_the_wait_ends_a_quarter_of_an_hour_after_the_last_failure_and_tries_meanwhile_do_not_lengthen_it(
    client: Client, manager: User
) -> None:
    for _time in range(5):
        attempt(client, manager.username, "wrong")
    held = AccessAttempt.objects.get()
    attempt(client, manager.username, "wrong")
    assert AccessAttempt.objects.get().attempt_time == held.attempt_time
    AccessAttempt.objects.update(attempt_time=held.attempt_time - timedelta(minutes=15, seconds=1))
    assert attempt(client, manager.username, PASSWORD).status_code == 302


def test_one_address_with_many_names_waits_later(client: Client, manager: User) -> None:
    attempt(client, "somebody", "wrong")
    AccessAttempt.objects.update(failures_since_start=ADDRESS_LIMIT - 1)
    assert attempt(client, "another", "wrong").status_code == 429
    assert attempt(client, manager.username, PASSWORD).status_code == 429
    assert attempt(Client(), manager.username, PASSWORD, "10.0.0.2").status_code == 302


def test_logging_in_forgives_ones_own_failures_only(client: Client, manager: User) -> None:
    victim = UserFactory(manager=True)
    for _time in range(4):
        attempt(client, victim.username, "wrong")
    attempt(client, manager.username, "wrong")
    assert attempt(client, manager.username, PASSWORD).status_code == 302
    client.post("/logout/")
    assert not AccessAttempt.objects.filter(username=manager.username).exists()
    assert attempt(client, victim.username, "wrong").status_code == 429


def test_a_header_that_anybody_can_send_is_no_address(client: Client, manager: User) -> None:
    for number in range(5):
        client.post(
            LOGIN,
            {"username": manager.username, "password": "wrong"},
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR=f"192.0.2.{number}",
            HTTP_X_REAL_IP=f"192.0.2.{number}",
            HTTP_USER_AGENT=f"browser {number}",
        )
    assert attempt(client, manager.username, PASSWORD).status_code == 429


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/",
        "\\\\evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "https:evil.example",
        "http://testserver@evil.example/",
        " https://evil.example/",
    ],
)
@pytest.mark.parametrize("has_app", [False, True])
def test_next_never_leads_to_another_house(
    client: Client, manager: User, address: str, has_app: bool
) -> None:
    if has_app:
        with_app(manager)
    response = attempt(client, manager.username, PASSWORD, next=address)
    if has_app:
        assert response["Location"] == SECOND
        response = client.post(SECOND, {"code": code()})
    assert response["Location"] == "/"


def test_a_host_that_is_not_ours_gets_nothing(client: Client, manager: User) -> None:
    for path in (LOGIN, SECOND, "/security/", "/"):
        assert client.get(path, HTTP_HOST="evil.example").status_code == 400


def test_a_password_alone_is_not_enough_whatever_the_role(client: Client) -> None:
    for role in Role:
        user = with_app(UserFactory(roles=[role]))
        client = Client()
        assert attempt(client, user.username, PASSWORD)["Location"] == SECOND
        assert "_auth_user_id" not in client.session
        for path in ("/", "/admin/", "/search/", "/security/", "/security/app/remove/"):
            assert client.get(path).status_code == 302, path
        assert client.post(SECOND, {"code": wrong_code()}).status_code == 200
        assert "_auth_user_id" not in client.session


def test_a_code_lets_in_and_leads_to_where_one_wanted_to_go(client: Client, manager: User) -> None:
    with_app(manager)
    attempt(client, manager.username, PASSWORD, next="/pulls/")
    assert client.post(SECOND, {"code": code()})["Location"] == "/pulls/"
    assert is_in(client)


def test_the_session_key_changes_at_both_steps(client: Client, manager: User) -> None:
    with_app(manager)
    client.post("/language/", {"language": "en", "next": "/"})
    session = client.session
    session["fixed"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    attempt(client, manager.username, PASSWORD)
    between = client.session.session_key
    client.post(SECOND, {"code": code()})
    assert len({before, between, client.session.session_key}) == 3


def test_a_code_opens_once(manager: User) -> None:
    with_app(manager)
    first, second, shown = Client(), Client(), code()
    for client in (first, second):
        attempt(client, manager.username, PASSWORD)
    assert first.post(SECOND, {"code": shown}).status_code == 302
    assert second.post(SECOND, {"code": f"{shown[:3]} {shown[3:]}"}).status_code == 200
    assert "_auth_user_id" not in second.session


def test_a_recovery_code_opens_once(manager: User) -> None:
    with_app(manager)
    first, second, written = Client(), Client(), recovery_codes(manager)[0]
    for client in (first, second):
        attempt(client, manager.username, PASSWORD)
    assert first.post(SECOND, {"code": written}).status_code == 302
    assert second.post(SECOND, {"code": written}).status_code == 200
    assert len(recovery_codes(manager)) == 9


def test_codes_are_not_guessed(client: Client, manager: User) -> None:
    with_app(manager)
    attempt(client, manager.username, PASSWORD)
    for _time in range(5):
        client.post(SECOND, {"code": wrong_code()})
    refused = client.post(SECOND, {"code": code()})
    assert refused.status_code == 200
    assert "错误次数过多" in refused.content.decode()
    fresh = Client()
    attempt(fresh, manager.username, PASSWORD, "10.0.0.2")
    assert fresh.post(SECOND, {"code": code()}).status_code == 200
    assert "_auth_user_id" not in fresh.session


@pytest.mark.parametrize("change", ["disabled", "password", "sessions"])
def test_what_changes_between_the_two_steps_counts(client: Client, manager: User, change: str) -> None:
    with_app(manager)
    attempt(client, manager.username, PASSWORD)
    user = User.objects.get(pk=manager.pk)
    if change == "disabled":
        user.is_active = False
    elif change == "password":
        user.set_password("another long enough phrase")
    else:
        user.session_generation += 1
    user.save()
    assert client.post(SECOND, {"code": code()})["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


def test_the_second_step_is_not_there_without_the_first(client: Client, manager: User) -> None:
    with_app(manager)
    assert client.get(SECOND)["Location"] == LOGIN
    assert client.post(SECOND, {"code": code()})["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


def test_somebody_else_can_log_in_in_ones_place(client: Client, manager: User) -> None:
    other = with_app(UserFactory(manager=True))
    attempt(client, manager.username, PASSWORD)
    attempt(client, other.username, PASSWORD)
    assert not is_in(client)
    client.post(SECOND, {"code": code()})
    assert client.get("/").wsgi_request.user == other


def test_logging_out_clears(client: Client, manager: User) -> None:
    attempt(client, manager.username, PASSWORD)
    response = client.post("/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)


def test_the_security_log_says_who_what_when_and_from_where(
    client: Client, manager: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="armoury.security"):
        attempt(client, "my-secret-typed-into-the-wrong-field", "wrong")
        attempt(client, manager.username, "wrong")
        attempt(client, manager.username, PASSWORD)
        client.post("/logout/")
    lines = [
        json.loads(record.getMessage()) for record in caplog.records if record.name == "armoury.security"
    ]
    assert [(line["event"], line["by"]) for line in lines] == [
        ("login.failed", None),
        ("login.failed", None),
        ("login", manager.actor),
        ("logout", manager.actor),
    ]
    assert {line["from"] for line in lines[:3]} == {"10.0.0.1"}
    assert lines[1]["name"] == manager.actor
    assert lines[0]["name"].startswith("unknown:")
    assert all(datetime.fromisoformat(line["at"]).utcoffset() == timedelta(0) for line in lines)
    assert "my-secret" not in caplog.text
    assert PASSWORD not in caplog.text
