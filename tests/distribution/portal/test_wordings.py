"""Other wordings: approved with the piece, stepped through, and what was taken is on record."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from core import blobs
from distribution.actions.pull import pull
from distribution.models import Pull
from review.models import Edition
from tests.distribution.conftest import Bank
from tests.distribution.portal.test_pulling import order, take
from tests.factories.distribution import order_for
from tests.factories.review import issue_edition

END = "以上信息仅供参考，不构成任何投资建议。"
WORDINGS = [f"第一种说法。{END}", f"第二种说法。{END}", f"第三种说法。{END}"]


@pytest.fixture
def edition(bank: Bank) -> Edition:
    return issue_edition(
        branch=bank.tree.head_office,
        texts={"moments": WORDINGS[0], "group": f"群里的话。{END}"},
        variants={"moments": WORDINGS[1:]},
    )


def shown(client: Client, edition: Edition, **query: object) -> str:
    page = client.get(
        reverse("edition", args=[edition.public_id]), query, headers={"HX-Request": "true"}
    ).content.decode()
    return page


@pytest.mark.parametrize(("asked", "number"), [("0", 0), ("1", 1), ("2", 2), ("3", 0), ("-1", 0), ("x", 0)])
def test_each_wording_is_shown_with_the_way_to_the_next(
    asked: str, number: int, edition: Edition, manager_client: Client
) -> None:
    part = shown(manager_client, edition, channel="moments", wording=asked)
    assert [wording in part for wording in WORDINGS] == [one == number for one in range(3)]
    assert f'name="wording" value="{number}"' in part
    assert f"wording={(number + 1) % 3}" in part


def test_a_channel_of_one_wording_offers_no_other(edition: Edition, manager_client: Client) -> None:
    part = shown(manager_client, edition, channel="group")
    assert "wording=1" not in part
    assert "群里的话。" in part


def test_the_whole_piece_shows_all_of_them(edition: Edition, manager_client: Client) -> None:
    page = manager_client.get(reverse("edition", args=[edition.public_id])).content.decode()
    whole = page[page.index('<details class="whole">') :]
    assert [wording in whole for wording in WORDINGS] == [True, True, True]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_pull_keeps_which_was_taken(number: int, edition: Edition, manager_client: Client) -> None:
    response = manager_client.post(take(edition), order(wording=number), headers={"HX-Request": "true"})
    assert WORDINGS[number] in response.content.decode()
    made = Pull.objects.get()
    produced = json.loads(blobs.get(made.produced_sha256))
    assert (made.wording, produced["wording"], produced["text"]) == (number, number, WORDINGS[number])


@pytest.mark.parametrize(("number", "status"), [(3, 409), (5, 409), (6, 400), (-1, 400)])
def test_a_wording_that_does_not_exist_is_not_taken(
    number: int, status: int, edition: Edition, manager_client: Client
) -> None:
    assert manager_client.post(take(edition), order(wording=number)).status_code == status
    assert Pull.objects.count() == 0


def test_the_same_key_for_another_wording_is_a_conflict(edition: Edition, manager_client: Client) -> None:
    tap = order(wording=1)
    manager_client.post(take(edition), tap)
    assert manager_client.post(take(edition), {**tap, "wording": 2}).status_code == 409
    assert [made.wording for made in Pull.objects.all()] == [1]


def test_without_a_word_about_it_the_main_one_is_taken(bank: Bank, edition: Edition) -> None:
    made = pull(order_for(edition), actor=bank.manager, at=edition.issued_at)
    assert json.loads(blobs.get(made.produced_sha256))["text"] == WORDINGS[0]
