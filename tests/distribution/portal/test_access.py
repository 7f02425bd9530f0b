"""Who comes in, who does not, and in what words."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from people.enums import Role
from tests.distribution.conftest import Bank
from tests.factories.distribution import pull_edition, recall_task
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.review import issue_edition

DESK_ROLES = [
    "editor",
    "officer",
    "legal",
    "consumer_protection",
    "lead",
    "operator",
    "auditor",
    "administrator",
]
KEY = uuid4()
GETS = [
    "home",
    "search",
    "pulls",
    "recalls",
    "scripts",
    "mine",
    "persona",
    "saved",
    "lessons",
    "runs",
    ("edition", KEY),
    ("taken", KEY),
]
POSTS = [
    (name, KEY)
    for name in ("take", "sent", "answer", "choose_persona", "tick_steps", "save", "unsave", "answer_lesson")
]


def address(name: str | tuple[str, object]) -> str:
    return reverse(name) if isinstance(name, str) else reverse(name[0], args=[name[1]])


@pytest.mark.parametrize("name", GETS)
def test_a_visitor_is_sent_to_log_in_and_comes_back(bank: Bank, client: Client, name: str) -> None:
    response = client.get(address(name))
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={address(name)}")


@pytest.mark.parametrize("name", POSTS)
def test_a_visitor_posts_nothing(bank: Bank, client: Client, name: str) -> None:
    assert client.post(address(name))["Location"] == "/login/?next=/"


def test_a_partial_sends_the_whole_page_to_log_in(bank: Bank, client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/search/?q=x"}
    response = client.get("/search/", headers=headers)
    assert response["HX-Redirect"] == "/login/?next=/search/%3Fq%3Dx"


@pytest.mark.parametrize("name", [*GETS, *POSTS])
@pytest.mark.parametrize("role", DESK_ROLES)
def test_desk_roles_are_told_where_their_work_is(
    bank: Bank, client: Client, role: str, name: str | tuple[str, object]
) -> None:
    client.force_login(UserFactory(**{role: True}, branch=bank.tree.head_office))
    response = client.post(address(name)) if name in POSTS else client.get(address(name))
    assert response.status_code == 403
    assert reverse("wagtailadmin_home") in response.content.decode()


def test_somebody_without_a_role_gets_no_way_to_the_desk(bank: Bank, client: Client) -> None:
    client.force_login(UserFactory(branch=bank.tree.head_office))
    response = client.get("/")
    assert response.status_code == 403
    assert reverse("wagtailadmin_home") not in response.content.decode()


def test_a_manager_without_a_branch_sees_an_empty_portal(bank: Bank, client: Client) -> None:
    issue_edition(branch=bank.tree.head_office, title="总行早报")
    client.force_login(UserFactory(manager=True, branch=None))
    for page in ("/", "/search/"):
        response = client.get(page)
        assert response.status_code == 200
        assert "总行早报" not in response.content.decode()


@pytest.mark.parametrize("name", GETS)
def test_pages_are_only_read(manager_client: Client, name: str) -> None:
    assert manager_client.post(address(name)).status_code == 405


@pytest.mark.parametrize("name", POSTS)
def test_changes_are_only_posted(manager_client: Client, name: str) -> None:
    assert manager_client.get(address(name)).status_code == 405


def test_every_post_needs_its_token(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    made, task = pull_edition(edition, bank.manager), recall_task(edition, bank.manager)
    client = Client(enforce_csrf_checks=True)
    client.force_login(bank.manager)
    for name, key in (("take", edition.public_id), ("sent", made.public_id), ("answer", task.public_id)):
        assert client.post(reverse(name, args=[key])).status_code == 403
    assert client.post("/logout/").status_code == 403


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        (["manager"], "/"),
        (["manager", "editor"], "/"),
        (["editor"], "/admin/"),
        (["administrator"], "/admin/"),
    ],
)
def test_after_logging_in_one_is_where_ones_work_is(
    bank: Bank, client: Client, roles: list[str], home: str
) -> None:
    user = UserFactory(roles=[Role(role) for role in roles], branch=bank.tree.east)
    response = client.post("/login/", {"username": user.username, "password": PASSWORD})
    assert response["Location"] == home


def test_next_leads_back_but_never_to_another_house(bank: Bank, client: Client) -> None:
    credentials = {"username": bank.manager.username, "password": PASSWORD}
    assert client.post("/login/", {**credentials, "next": "/pulls/"})["Location"] == "/pulls/"
    assert client.post("/login/", {**credentials, "next": "https://elsewhere.example/"})["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_sound_the_same(bank: Bank, client: Client) -> None:
    UserFactory(manager=True, branch=bank.tree.east, username="left", is_active=False)
    attempts = [
        {"username": bank.manager.username, "password": "wrong"},
        {"username": "nobody-of-that-name", "password": "wrong"},
        {"username": "left", "password": PASSWORD},
    ]
    answers = set()
    for attempt in attempts:
        body = client.post("/login/", attempt).content.decode()
        assert 'role="alert"' in body
        answers.add(body[body.index('role="alert"') : body.index("<form")])
    assert len(answers) == 1


def test_wagtails_own_log_in_page_is_ours(bank: Bank, client: Client) -> None:
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/login/?next=/admin/"


def test_logging_out_is_a_post(manager_client: Client) -> None:
    assert manager_client.get("/logout/").status_code == 405
    assert manager_client.post("/logout/")["Location"] == "/login/"
    assert manager_client.get("/").status_code == 302
