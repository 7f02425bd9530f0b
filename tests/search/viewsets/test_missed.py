"""The report of what was searched and not found."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search.actions.count_missed import count_missed
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import recall_edition
from tests.search.library import brief, head_office

pytestmark = pytest.mark.django_db
INDEX = "/admin/missed/"


@pytest.fixture
def editor_client(client: Client) -> Client:
    client.force_login(UserFactory(editor=True, branch=head_office()))
    return client


def test_query_counts_last_time_and_nearest(editor_client: Client, at: datetime) -> None:
    near, gone = brief("社区活动指南"), brief("社区旧闻")
    count_missed("社区养老", [near.pk, gone.pk], at)
    recall_edition(gone)

    page = editor_client.get(INDEX).content.decode()

    assert "社区养老" in page
    assert "社区活动指南" in page
    assert "社区旧闻" not in page


def test_a_branchs_editor_reads_no_foreign_title(client: Client, at: datetime) -> None:
    near = brief("总行社区指南")
    count_missed("社区养老", [near.pk], at)
    client.force_login(UserFactory(editor=True, branch=BranchFactory(code="E01", parent=head_office())))

    page = client.get(INDEX).content.decode()

    assert "社区养老" in page
    assert "总行社区指南" not in page
    assert reverse("dictionary:add") not in page


def test_one_click_begins_a_piece_or_a_synonym(editor_client: Client, at: datetime) -> None:
    count_missed("社区养老", [], at)
    page = editor_client.get(INDEX).content.decode()
    assert f"{reverse('dictionary:add')}?words=%E7%A4%BE%E5%8C%BA%E5%85%BB%E8%80%81" in page

    form = editor_client.get(reverse("missed:start"), {"kind": "script", "title": "社区养老"}, follow=True)

    assert form.status_code == 200
    assert 'value="社区养老"' in form.content.decode()
    assert "社区养老" in editor_client.get(reverse("dictionary:add"), {"words": "社区养老"}).content.decode()


@pytest.mark.parametrize("kind", ["", "no_kind", "ugc_story"])
def test_a_kind_that_cannot_be_begun_so_is_not_there(editor_client: Client, kind: str) -> None:
    assert editor_client.get(reverse("missed:start"), {"kind": kind, "title": "x"}).status_code == 404


def test_the_report_costs_the_same_for_one_and_for_twenty(editor_client: Client, at: datetime) -> None:
    counts = []
    for number in range(20):
        count_missed(f"社区养老{number}", [], at)
        if number in {0, 19}:
            editor_client.get(INDEX)
            with CaptureQueriesContext(connection) as captured:
                assert editor_client.get(INDEX).status_code == 200
            counts.append(len(captured))
    assert counts[0] == counts[1]


def test_others_do_not_come_in(client: Client) -> None:
    client.force_login(UserFactory(operator=True, branch=head_office()))
    assert client.get(INDEX).status_code == 302
