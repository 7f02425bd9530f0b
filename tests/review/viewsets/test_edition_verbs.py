"""Suspending and resuming on the edition's page."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core.models import LedgerRecord
from people.enums import Role
from people.models import User
from review.enums import EditionStatus
from review.models import Edition
from tests.conftest import FrozenClock
from tests.factories.people import PASSWORD, UserFactory, branch_tree
from tests.factories.review import issue_edition, make_component, officer_for, suspend_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def no_counted_attempts() -> None:
    cache.clear()


def page(edition: Edition, name: str = "edition") -> str:
    return reverse(f"review_edition:{name}", args=[edition.public_id])


def offered(client: Client, edition: Edition) -> set[str]:
    """Return the verbs that the page has a form for."""
    text = client.get(page(edition)).content.decode()
    return {verb for verb in ("suspend", "resume", "recall") if f'id="{verb}" method="post"' in text}


def test_an_officer_suspends_and_another_resumes(client: Client) -> None:
    edition = issue_edition()
    client.force_login(officer_for(edition.branch))
    assert offered(client, edition) == {"suspend", "recall"}
    client.post(page(edition, "suspend"), {"suspend-reason": "链接打不开。"})
    edition.refresh_from_db()
    assert edition.status == EditionStatus.SUSPENDED
    assert "链接打不开。" in client.get(page(edition)).content.decode()
    assert offered(client, edition) == {"resume", "recall"}
    client.force_login(officer_for(edition.branch))
    response = client.post(page(edition, "resume"), {"resume-reason": "链接已恢复。"}, follow=True)
    edition.refresh_from_db()
    assert edition.status == EditionStatus.ISSUED
    assert "Resumed. Managers can use it again." in response.content.decode()
    assert "链接已恢复。" in response.content.decode()


@pytest.mark.parametrize("verb", ["suspend", "resume"])
def test_it_needs_reason_and_password_and_keeps_what_was_typed(
    client: Client, frozen_clock: FrozenClock, verb: str
) -> None:
    edition = issue_edition()
    if verb == "resume":
        suspend_edition(edition)
    before = edition.status
    client.force_login(officer_for(edition.branch))
    response = client.post(page(edition, verb), {f"{verb}-reason": " "})
    assert list(response.context[f"{verb}_form"].errors) == ["reason"]
    assert not response.context["form"].is_bound
    frozen_clock.advance(minutes=6)
    response = client.post(page(edition, verb), {f"{verb}-reason": "理由充分。", f"{verb}-password": "guess"})
    assert list(response.context[f"{verb}_form"].errors) == ["password"]
    assert "理由充分。" in response.content.decode()
    edition.refresh_from_db()
    assert edition.status == before
    client.post(page(edition, verb), {f"{verb}-reason": "理由充分。", f"{verb}-password": PASSWORD})
    edition.refresh_from_db()
    assert edition.status != before


def test_who_was_slower_gets_words(client: Client) -> None:
    edition = issue_edition()
    client.force_login(officer_for(edition.branch))
    data = {"suspend-reason": "链接打不开。"}
    client.post(page(edition, "suspend"), data)
    response = client.post(page(edition, "suspend"), data)
    assert response.status_code == 409
    assert "This edition is not in use (Suspended)" in response.content.decode()
    assert offered(client, edition) == {"resume", "recall"}


def _author(branch: object) -> User:
    made: User = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=branch)
    return made


def test_the_author_is_offered_no_resumption_and_refused_one(client: Client) -> None:
    author = _author(branch_tree().east)
    edition = issue_edition(component=make_component(editor=author))
    suspend_edition(edition)
    client.force_login(author)
    assert offered(client, edition) == {"recall"}
    response = client.post(page(edition, "resume"), {"resume-reason": "已恢复。"})
    assert response.status_code == 403
    edition.refresh_from_db()
    assert edition.status == EditionStatus.SUSPENDED


@pytest.mark.parametrize("verb", ["suspend", "resume"])
def test_who_does_not_review_is_refused_on_record(client: Client, verb: str) -> None:
    edition = issue_edition()
    client.force_login(UserFactory(editor=True, branch=edition.branch))
    assert offered(client, edition) == set()
    assert client.post(page(edition, verb), {f"{verb}-reason": "理由。"}).status_code == 403
    client.force_login(UserFactory(officer=True, branch=branch_tree().west))
    assert client.post(page(edition, verb), {f"{verb}-reason": "理由。"}).status_code == 404
    edition.refresh_from_db()
    assert edition.status == EditionStatus.ISSUED
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 2
