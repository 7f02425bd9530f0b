"""What the composition adds to every answer: headers, error pages, health."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from cms.urls import handler400, handler403, handler404, handler500  # noqa: F401
from cms.urls import urlpatterns as product
from core.actions import Conflict, Refused
from tests.factories.people import PASSWORD, UserFactory

HTMX = {"HX-Request": "true"}


def failing(error: Exception) -> object:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    *product,
    path("fails/400/", failing(SuspiciousOperation())),
    path("fails/403/", failing(PermissionDenied())),
    path("fails/409/", failing(Conflict("Somebody was quicker."))),
    path("fails/500/", failing(RuntimeError("secret detail"))),
    path("fails/refused/", failing(Refused("Not you.", actor="user:1", subject="case:1", rule="role"))),
]

POLICY = "Content-Security-Policy"


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/fails/400/", 400, ""),
        ("/fails/403/", 403, ""),
        ("/fails/409/", 409, "Somebody was quicker."),
        ("/fails/refused/", 403, "Not you."),
        ("/fails/404/", 404, ""),
        ("/fails/500/", 500, ""),
    ],
)
@pytest.mark.urls("tests.cms.test_pages")
def test_errors_speak_and_lead_back(
    db: None, client: Client, address: str, status: int, words: str, headers: dict[str, str]
) -> None:
    client.raise_request_exception = False
    response = client.get(address, headers=headers)
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "secret detail" not in page
    assert ("<html" in page) is not bool(headers)
    assert ('href="/"' in page) is not bool(headers)
    assert re.search(r"<(p|h1)[^>]*>\s*\S", page)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_outdated_token_says_that_nothing_was_saved(db: None, headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/login/", {"username": "x", "password": "y"}, headers=headers)
    assert response.status_code == 403
    assert ("data-back" in response.content.decode()) is not bool(headers)


def test_what_was_typed_under_an_outdated_token_is_kept_and_can_be_sent_again(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {"title": "早报 <b>", "text": "\n第一行\n第二行", "password": "秘密"}
    response = client.post("/language/?x=1", typed, headers={"Sec-Fetch-Site": "same-origin"})
    page = response.content.decode()
    assert response.status_code == 403
    assert '<textarea name="title" hidden>\n早报 &lt;b&gt;</textarea>' in page
    assert '<textarea name="text" hidden>\n\n第一行\n第二行</textarea>' in page
    assert 'action="/language/?x=1"' in page
    assert "秘密" not in page


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_foreign_pages_post_is_not_offered_again(db: None, site: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language/", {"title": "早报"}, headers={"Sec-Fetch-Site": site})
    assert response.status_code == 403
    assert "早报" not in response.content.decode()


def test_portal_pages_are_strict_and_never_kept(db: None, client: Client) -> None:
    client.force_login(UserFactory(manager=True))
    for address in ("/", "/search/", "/pulls/", "/recalls/", "/nowhere/", "/login/"):
        response = client.get(address)
        policy = response[POLICY]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert response["Cache-Control"] == "private, no-store"
        page = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)


def test_the_admin_has_a_policy_of_its_own(db: None, client: Client) -> None:
    client.force_login(UserFactory(editor=True))
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    assert "default-src 'none'" in response[POLICY]
    assert "object-src 'none'" in response[POLICY]
    assert "script-src-attr 'none'" in response[POLICY]
    assert "unsafe-eval" not in response[POLICY]
    assert response["Cache-Control"] == "private, no-store"


def test_a_session_of_somebody_disabled_dies_at_once(db: None, client: Client) -> None:
    user = UserFactory(manager=True)
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    assert client.get("/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/")["Location"].startswith("/login/")


@pytest.mark.parametrize("address", ["pages/", "reports/site-history/", "workflows/list/", "collections/"])
def test_parts_of_the_admin_about_pages_are_not_here_even_for_a_superuser(
    db: None, client: Client, address: str
) -> None:
    client.force_login(UserFactory(editor=True, is_superuser=True))
    assert client.get(f"/admin/{address}").status_code == 404


def test_a_browsers_own_preference_is_no_choice(db: None, client: Client) -> None:
    response = client.get("/login/", headers={"Accept-Language": "en-US"})
    assert response["Content-Language"] == "zh-hans"
    assert "登录" in response.content.decode()


def test_english_is_there_for_whoever_chooses_it(db: None, client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/login/"})
    response = client.get("/login/", headers={"Accept-Language": "zh-CN"})
    assert response["Content-Language"] == "en"
    assert "Log in" in response.content.decode()


def test_an_unknown_language_falls_back_to_chinese(db: None, client: Client) -> None:
    client.cookies["django_language"] = "../../etc"
    assert client.get("/login/")["Content-Language"] == "zh-hans"
