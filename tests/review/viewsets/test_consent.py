"""The page on which a story is closed for good, and the list of consents that end soon."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content.enums import ComponentState
from core import clock
from review.models import ConsentWithdrawal
from review.queries.consents import ending_consents
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import make_component
from tests.factories.stories import issue_story, make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_an_editor_is_asked_once_more_and_closes_it(client: Client) -> None:
    edition = issue_story()
    editor = UserFactory(editor=True, branch=edition.branch)
    client.force_login(editor)
    address = reverse("review_consent:withdraw", args=[edition.component.public_id])
    assert 'name="ground"' in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 400
    assert not ConsentWithdrawal.objects.exists()
    assert client.post(address, {"ground": "invalid"}).status_code == 302
    made = ConsentWithdrawal.objects.get()
    assert (made.ground, made.withdrawn_by) == ("invalid", editor)
    page = client.get(address).content.decode()
    assert 'name="ground"' not in page
    assert str(editor) in page


def test_strangers_and_other_kinds_have_no_such_page(client: Client) -> None:
    tree = branch_tree()
    story = make_story(UserFactory(manager=True, branch=tree.east_sub))
    address = reverse("review_consent:withdraw", args=[story.component.public_id])
    client.force_login(UserFactory(editor=True, branch=tree.west))
    assert (client.get(address).status_code, client.post(address, {"ground": "customer"}).status_code) == (
        404,
        404,
    )
    client.force_login(UserFactory(auditor=True, branch=tree.head_office))
    assert client.get(address).status_code == 302
    assert client.post(address, {"ground": "customer"}).status_code == 403
    story.component.refresh_from_db()
    assert story.component.state == ComponentState.DRAFT
    brief = make_component(branch=tree.east)
    client.force_login(UserFactory(editor=True, branch=tree.east))
    assert client.get(reverse("review_consent:withdraw", args=[brief.public_id])).status_code == 404


def test_consents_that_end_soon_are_listed_for_those_who_oversee_them(
    client: Client, frozen_clock: FrozenClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tree = branch_tree()
    today = frozen_clock.at.date()
    days = settings.ARMOURY_CONSENT_WARNING_DAYS
    soon, later = (
        issue_story(
            make_story(
                UserFactory(manager=True, branch=tree.east_sub),
                numbers=(number,),
                holds_until=today + timedelta(days=held),
            )
        )
        for number, held in ((1, days - 1), (2, days + 20))
    )
    assert soon.content["validity"]["until"] < later.content["validity"]["until"]
    editor = UserFactory(editor=True, branch=tree.east)
    with django_assert_num_queries(3):  # clock, roles, editions
        found = ending_consents(editor, clock.now())
    assert [(one.edition, one.day) for one in found] == [(soon, today + timedelta(days=days - 1))]
    assert ending_consents(UserFactory(editor=True, branch=tree.west), clock.now()) == []
    client.force_login(editor)
    assert "ending-consents" in client.get(reverse("wagtailadmin_home")).content.decode()
