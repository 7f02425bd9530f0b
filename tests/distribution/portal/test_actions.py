"""The call to action in the portal: seen, taken, scanned."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from content.domain import codes
from content.domain.document import channel_texts
from core import blobs
from distribution.models import Pull
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import ImageFactory, block, group_code, h5_link
from tests.factories.distribution import pull_edition
from tests.factories.review import issue_edition, suspend_edition

ADDRESS = "https://m.shifanbank.example/offer"


def code_of(edition: Edition, channel: str = "group") -> str:
    return reverse("edition_code", args=[edition.public_id, channel])


def taken(client: Client, pull: Pull) -> str:
    return client.get(reverse("taken", args=[pull.public_id])).content.decode()


def test_a_link_is_shown_kept_in_the_pull_and_scanned(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, actions={"group": h5_link(ADDRESS)})
    preview = manager_client.get(reverse("edition", args=[edition.public_id]), {"channel": "group"})
    assert ADDRESS in preview.content.decode()
    assert "<svg" in preview.content.decode()
    pull = pull_edition(edition, bank.manager, channel="group")
    produced = json.loads(blobs.get(pull.produced_sha256))
    assert produced["action"]["value"] == {"words": "查看活动", "address": {"link": ADDRESS}}
    page = taken(manager_client, pull)
    assert ADDRESS in page
    assert code_of(edition) in page
    picture = manager_client.get(code_of(edition))
    assert picture.content == codes.png(ADDRESS)
    assert picture["Content-Type"] == "image/png"
    assert picture["Cache-Control"] == "private, no-store"
    saved = manager_client.get(code_of(edition), {"save": "1"})
    assert saved["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("channel", ["moments", "one_to_one", "no-such"])
def test_a_channel_without_a_link_has_no_code(bank: Bank, manager_client: Client, channel: str) -> None:
    edition = issue_edition(branch=bank.tree.head_office, actions={"group": h5_link(ADDRESS)})
    assert manager_client.get(code_of(edition, channel)).status_code == 404


def test_the_code_goes_with_the_edition(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, actions={"group": h5_link(ADDRESS)})
    foreign = issue_edition(branch=bank.tree.west, actions={"group": h5_link(ADDRESS)})
    assert manager_client.get(code_of(foreign)).status_code == 404
    assert manager_client.get(code_of(edition)).status_code == 200
    suspend_edition(edition)
    assert manager_client.get(code_of(edition)).status_code == 404


def test_a_group_code_is_a_picture_to_save_with_its_end(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    picture = ImageFactory(branch=bank.tree.head_office)
    ends = frozen_clock.at + timedelta(hours=5)
    action = group_code(picture, ends)
    edition = issue_edition(branch=bank.tree.head_office, actions={"group": action})
    page = taken(manager_client, pull_edition(edition, bank.manager, channel="group"))
    display = edition.candidate.media.get(derivative="display").sha256
    address = reverse("edition_media", args=[edition.public_id, display])
    assert f"{address}?save=1" in page
    assert "桃园福利群 · 桃园路网点" in page
    assert manager_client.get(address).status_code == 200


def test_phrase_and_mini_program_are_copied(bank: Bank, manager_client: Client) -> None:
    phrase = block("phrase", {"words": "春日福利", "where": "手机银行搜索框"})
    mini = {"words": "领取", "app_id": "wx0a1b2c3d4e5f6071", "path": "pages/offer/index"}
    text = "各位客户好。以上信息仅供参考，不构成任何投资建议。"
    edition = issue_edition(
        branch=bank.tree.head_office,
        texts={"group": text, "one_to_one": text},
        actions={"group": phrase, "one_to_one": block("mini_program", mini)},
    )
    page = taken(manager_client, pull_edition(edition, bank.manager, channel="group"))
    assert "春日福利" in page
    assert "手机银行搜索框" in page
    page = taken(manager_client, pull_edition(edition, bank.manager, channel="one_to_one"))
    assert "wx0a1b2c3d4e5f6071 pages/offer/index" in page


def test_what_was_issued_before_there_were_actions_is_still_read(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    document = dict(edition.content)
    for one in document["channels"]:
        del one["value"]["action"]

    assert [one.action for one in channel_texts(document)] == [None, None]
