"""The lists of cases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.enums import Role
from review.enums import Verdict
from review.models import Case
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import decide_case, open_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

QUEUE = "review:index"
ALL = "review:all"


def listed(response: object) -> list[Case]:
    return list(response.context["object_list"])


def text(response: object) -> str:
    return response.content.decode()


def test_an_empty_queue_says_what_to_do(client: Client) -> None:
    client.force_login(UserFactory(officer=True))
    page = text(client.get(reverse(QUEUE)))
    assert "Nothing waits for you." in page
    assert reverse(ALL) in page


def test_the_queue_is_by_due_time_and_says_overdue_in_words(
    client: Client, frozen_clock: FrozenClock
) -> None:
    branch = branch_tree().head_office
    slow = open_case(kind="product_analysis", branch=branch)
    urgent = open_case(branch=branch)
    frozen_clock.advance(minutes=45)
    client.force_login(UserFactory(officer=True, branch=branch))
    response = client.get(reverse(QUEUE))
    page = text(response).replace("\xa0", " ")
    assert listed(response) == [urgent, slow]
    assert page.count("Overdue by 15 minutes") == 1
    assert page.count("icon-warning") >= 1
    assert "Review (2)" in page


def test_ones_own_is_marked(client: Client) -> None:
    both = UserFactory(roles=[Role.EDITOR, Role.OFFICER])
    open_case(editor=both)
    client.force_login(both)
    page = text(client.get(reverse(QUEUE)))
    assert "Yours: you cannot decide it" in page
    assert "Review (" not in page


def test_filters(client: Client, frozen_clock: FrozenClock) -> None:
    branch = branch_tree().head_office
    overdue = open_case(branch=branch, at=frozen_clock.at - timedelta(hours=1))
    analysis = open_case(kind="product_analysis", branch=branch)
    second = open_case(kind="product_analysis", branch=branch)
    decide_case(second)
    client.force_login(UserFactory(roles=[Role.OFFICER, Role.CONSUMER_PROTECTION], branch=branch))
    expected = {
        "": [overdue, analysis, second],
        "kind=morning_brief": [overdue],
        "level=consumer_protection": [second],
        "overdue=yes": [overdue],
        "overdue=no": [analysis, second],
    }
    for query, cases in expected.items():
        assert listed(client.get(f"{reverse(QUEUE)}?{query}")) == cases
        assert listed(client.get(f"{reverse('review:index_results')}?{query}")) == cases


def test_all_cases_with_status(client: Client) -> None:
    tree = branch_tree()
    waiting, returned = open_case(branch=tree.east), open_case(branch=tree.east)
    decide_case(returned, verdict=Verdict.RETURN, reasons="请修改。")
    hidden = open_case(branch=tree.west, title="不可外泄的标题")
    client.force_login(UserFactory(auditor=True, branch=tree.east))
    response = client.get(reverse(ALL))
    assert set(listed(response)) == {waiting, returned}
    assert hidden.candidate.title not in text(response)
    assert listed(client.get(f"{reverse(ALL)}?status=returned")) == [returned]


def test_somebody_who_decides_nothing_is_led_to_all_cases(client: Client) -> None:
    client.force_login(UserFactory(editor=True))
    response = client.get(reverse(QUEUE), follow=True)
    assert response.redirect_chain == [(reverse(ALL), 302)]
    assert "No piece was submitted yet." in text(response)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, None])
def test_roles_that_oversee_nothing_are_turned_away(client: Client, role: Role | None) -> None:
    client.force_login(UserFactory(roles=[role] if role else [], is_superuser=role is None))
    for name in (QUEUE, ALL, "review_edition:index"):
        assert client.get(reverse(name)).status_code == 302
    home = text(client.get(reverse("wagtailadmin_home")))
    assert reverse(QUEUE) not in home


@pytest.mark.parametrize("name", [QUEUE, ALL])
def test_the_number_of_queries_does_not_grow(client: Client, name: str) -> None:
    branch = branch_tree().head_office
    client.force_login(UserFactory(officer=True, branch=branch))
    counts = []
    for wanted in (1, 20):
        while Case.objects.count() < wanted:
            open_case(branch=branch)
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert len(listed(client.get(reverse(name)))) == wanted
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 16
