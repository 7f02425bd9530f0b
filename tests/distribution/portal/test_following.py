"""Fields filled in for the manager, and tracked links that lead to the frozen address alone."""

import json
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from core import blobs, clock
from distribution.actions.pull import pull
from distribution.models import Pull
from distribution.queries.tracking import tracked_address
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import h5_link
from tests.factories.distribution import order_for, pull_edition
from tests.factories.review import issue_edition, recall_edition

END = "以上信息仅供参考，不构成任何投资建议。"
TEXT = f"我是{{网点}}的{{客户经理}}，详情：{{链接}} 。{END}"


@pytest.fixture
def edition(bank: Bank) -> Edition:
    return issue_edition(branch=bank.tree.head_office, texts={"group": TEXT}, actions={"group": h5_link()})


def produced(made: Pull) -> dict[str, object]:
    document: dict[str, object] = json.loads(blobs.get(made.produced_sha256))
    return document


def path_of(made: Pull) -> str:
    return tracked_address(made.public_id).removeprefix(django_settings.WAGTAILADMIN_BASE_URL)


def test_the_text_is_filled_in_and_its_inputs_are_kept(bank: Bank, edition: Edition) -> None:
    order = order_for(edition, channel="group")
    made = pull(order, actor=bank.manager, at=clock.now())
    address = tracked_address(made.public_id)
    kept = produced(made)
    assert kept["schema"] == 4
    assert kept["text"] == f"我是桃园支行的{bank.manager}，详情：{address} 。{END}"
    assert kept["fields"] == {"客户经理": str(bank.manager), "网点": "桃园支行", "链接": address}
    assert pull(order, actor=bank.manager, at=clock.now()) == made


def test_a_text_without_fields_names_nobody(bank: Bank) -> None:
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    assert produced(made)["fields"] == {}
    assert str(bank.manager) not in json.dumps(produced(made), ensure_ascii=False)


def test_the_page_shows_it_filled_in_before(bank: Bank, edition: Edition, manager_client: Client) -> None:
    page = manager_client.get(reverse("edition", args=[edition.public_id])).content.decode()
    preview = page[: page.index('<details class="whole">')]
    assert f"我是桃园支行的{bank.manager}" in preview
    assert "{链接}" not in preview


def test_a_customer_is_led_to_the_frozen_address(bank: Bank, edition: Edition, client: Client) -> None:
    made = pull_edition(edition, bank.manager, channel="group")
    frozen = edition.content["channels"][0]["value"]["action"][0]["value"]["address"]["link"]
    answer = client.get(path_of(made), {"next": "https://evil.example/"})
    assert (answer.status_code, answer["Location"]) == (302, frozen)
    assert "no-store" in answer["Cache-Control"]


def test_a_tampered_link_leads_nowhere(bank: Bank, edition: Edition, client: Client) -> None:
    path = path_of(pull_edition(edition, bank.manager, channel="group"))
    for tampered in (path[:5] + ("A" if path[5] != "A" else "B") + path[6:], "/l/x/", f"/l/{'A' * 35}/"):
        answer = client.get(tampered)
        assert answer.status_code == 404
        assert "链接不完整" in answer.content.decode()


def test_after_a_recall_or_the_end_it_leads_nowhere(
    bank: Bank, edition: Edition, client: Client, frozen_clock: FrozenClock
) -> None:
    made = pull_edition(edition, bank.manager, channel="group")
    other = issue_edition(branch=bank.tree.head_office, texts={"group": TEXT}, actions={"group": h5_link()})
    theirs = pull_edition(other, bank.manager, channel="group")
    recall_edition(edition)
    assert client.get(path_of(made)).status_code == 410
    assert client.get(path_of(theirs)).status_code == 302
    frozen_clock.move_to(other.valid_until + timedelta(seconds=1))
    assert client.get(path_of(theirs)).status_code == 410


def test_what_has_no_address_has_no_link(bank: Bank, client: Client) -> None:
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    assert client.get(path_of(made)).status_code == 404


def test_links_outlive_a_new_secret_key(
    bank: Bank, edition: Edition, client: Client, settings: Settings
) -> None:
    path = path_of(pull_edition(edition, bank.manager, channel="group"))
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another one"
    assert client.get(path).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [before]
    assert client.get(path).status_code == 302
