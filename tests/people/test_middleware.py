"""Sessions end in time, and nothing is reached past the second factor."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from people.actions.end_sessions import end_sessions
from people.enums import Role
from people.middleware import ALWAYS_OPEN, SETTING_UP
from people.models import User
from tests.conftest import FrozenClock
from tests.factories.people import PASSWORD, BranchFactory, UserFactory
from tests.people.second_factor import prove, with_app

pytestmark = pytest.mark.django_db

MUST = sorted({role.value for role in Role} - {"manager", "lead"})
ARGUMENTS = {"int": "1", "uuid": "6f9619ff-8b86-4d01-b42d-00c04fc964ff", "sha256": "a" * 64}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "/", names: str = ""
) -> list[tuple[str, str]]:
    """Return every address of the site as (full name, path with made-up arguments)."""
    found = []
    for one in patterns:
        part = re.sub(r"<(?:(\w+):)?\w+>", lambda match: ARGUMENTS.get(match[1], "x"), str(one.pattern))
        if isinstance(one, URLResolver):
            inner = f"{names}{one.namespace}:" if one.namespace else names
            found += addresses(one.url_patterns, before + part, inner)
        elif not re.search(r"[\\^$()?*]", part):
            found.append((f"{names}{one.name}", before + part))
    return found


@pytest.fixture
def required(settings: Settings) -> None:
    settings.ARMOURY_MFA_REQUIRED = True


def test_a_desk_session_ends_when_nobody_is_there(frozen_clock: FrozenClock) -> None:
    client = signed_in(UserFactory(editor=True))
    home = reverse("wagtailadmin_home")
    for _time in range(4):
        frozen_clock.advance(minutes=29)
        assert client.get(home).status_code == 200
    frozen_clock.advance(minutes=32)
    assert client.get(home).status_code == 302
    assert not is_in(client)


def test_a_managers_session_lasts_the_day_and_no_longer(frozen_clock: FrozenClock) -> None:
    client = signed_in(UserFactory(manager=True))
    client.get("/")
    frozen_clock.advance(hours=11, minutes=59)
    assert client.get("/").status_code == 200
    frozen_clock.advance(minutes=2)
    assert client.get("/").status_code == 302
    assert not is_in(client)


def test_a_session_in_use_ends_after_twelve_hours_too(frozen_clock: FrozenClock) -> None:
    client = signed_in(UserFactory(editor=True))
    home = reverse("wagtailadmin_home")
    for _time in range(36):
        assert client.get(home).status_code == 200
        frozen_clock.advance(minutes=20)
    assert client.get(home).status_code == 200
    frozen_clock.advance(minutes=1)
    assert client.get(home).status_code == 302


def test_an_editor_left_open_does_not_keep_a_session(frozen_clock: FrozenClock) -> None:
    client = signed_in(UserFactory(editor=True))
    client.get(reverse("wagtailadmin_home"))
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["content", "component", "1", 1])
    for _time in range(7):
        frozen_clock.advance(minutes=5)
        client.post(ping)
    assert not is_in(client)


@pytest.mark.parametrize(("role", "page", "seconds"), [("editor", "/admin/", 60), ("manager", "/", 24 * 60)])
def test_being_there_is_written_once_in_a_thirtieth_of_the_idle_limit(
    frozen_clock: FrozenClock, role: str, page: str, seconds: int
) -> None:
    client = signed_in(UserFactory(**{role: True}))
    client.get(page)
    first = client.session["people.seen"]
    frozen_clock.advance(seconds=seconds - 1)
    client.get(page)
    assert client.session["people.seen"] == first
    frozen_clock.advance(seconds=1)
    client.get(page)
    assert client.session["people.seen"] == frozen_clock.at.isoformat()


def test_ended_sessions_do_not_come_back_with_the_account() -> None:
    user = UserFactory(editor=True)
    client = signed_in(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    end_sessions(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_a_session_without_the_factor_that_is_there_is_ended() -> None:
    user = with_app(UserFactory(editor=True))
    client = signed_in(user)
    assert client.get(reverse("wagtailadmin_home"))["Location"] == "/login/?next=/admin/"
    assert not is_in(client)


def test_anothers_factor_is_not_ones_own() -> None:
    user, other = with_app(UserFactory(manager=True)), with_app(UserFactory(manager=True))
    client = signed_in(user)
    prove(client, other)
    assert client.get("/").status_code == 302
    client = signed_in(user)
    prove(client, user)
    assert client.get("/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(required: None) -> None:
    user = with_app(UserFactory(editor=True))
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    assert signed_in(User.objects.get(pk=user.pk)).get("/admin/")["Location"] == "/security/"


@pytest.mark.parametrize("role", MUST)
def test_a_role_that_must_have_a_factor_gets_only_to_where_it_is_set_up(required: None, role: str) -> None:
    client = signed_in(UserFactory(roles=[Role(role)], branch=BranchFactory()))
    for address in (
        "/",
        "/admin/",
        "/search/",
        "/admin/account/",
        "/documents/1/x.pdf",
        "/security/password/",
    ):
        assert client.get(address)["Location"] == "/security/", address
        assert client.post(address)["Location"] == "/security/", address
    assert client.get("/security/").status_code == 200


def test_every_address_is_behind_the_fence(required: None) -> None:
    """Whatever is in the URL configuration, today and later, unless it is named as open."""
    client = signed_in(UserFactory(editor=True, administrator=True, roles=[Role.EDITOR, Role.ADMINISTRATOR]))
    everywhere = addresses(get_resolver().url_patterns)
    fenced = [(name, path) for name, path in everywhere if name not in ALWAYS_OPEN | SETTING_UP]
    assert len(fenced) > 200
    reached = [
        (name, path)
        for name, path in fenced
        if path != "/admin/login/" and client.get(path).get("Location") != "/security/"
    ]
    assert [one for one in reached if client.get(one[1]).status_code != 404] == []


def test_htmx_is_sent_there_too(required: None) -> None:
    response = signed_in(UserFactory(editor=True)).get("/search/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (200, "/security/")


@pytest.mark.parametrize("role", ["manager", "lead"])
def test_other_roles_may_do_without(required: None, role: str) -> None:
    client = signed_in(UserFactory(roles=[Role(role)], branch=BranchFactory()))
    assert client.get("/security/password/").status_code == 200


def test_a_superuser_must_have_one_whatever_the_role(required: None) -> None:
    assert signed_in(UserFactory(is_superuser=True)).get("/admin/")["Location"] == "/security/"


def test_supervisors_and_log_out_are_never_asked(required: None) -> None:
    client = signed_in(UserFactory(editor=True))
    assert client.get("/live").status_code == 200
    assert client.post("/logout/")["Location"] == "/login/"


def test_the_demo_asks_nobody(settings: Settings) -> None:
    assert settings.ARMOURY_MFA_REQUIRED is False
    user = UserFactory(editor=True)
    response = Client().post("/login/", {"username": user.username, "password": PASSWORD})
    assert response["Location"] == "/admin/"


def test_idle_and_absolute_limits_are_what_the_standard_says(settings: Settings) -> None:
    assert timedelta(minutes=settings.ARMOURY_DESK_IDLE_MINUTES) == timedelta(minutes=30)
    assert settings.ARMOURY_SESSION_HOURS * 3600 == settings.SESSION_COOKIE_AGE
