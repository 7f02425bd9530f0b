"""The poster with the manager's name and QR code: drawn at the pull, served to that manager alone."""

import json
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from content.domain.poster_drawing import NameCard, draw
from content.enums import CardPlace
from content.queries import charts
from core import blobs, clock
from core.domain import canonical
from distribution.domain.pictures import derivatives
from distribution.domain.produced import produced
from distribution.models import Pull
from distribution.queries.tracking import tracked_address
from review.models import Edition
from tests.distribution.conftest import Bank
from tests.factories.content import ImageFactory, block, channel, h5_link, picture_file
from tests.factories.distribution import pull_edition
from tests.factories.fonts import make_font
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition, suspend_edition

ADDRESS = "https://m.shifanbank.example/offer"


@pytest.fixture
def font(tmp_path: Path, settings: Settings) -> Path:
    path = make_font(tmp_path / "bank.ttf", "员工桃园支行")
    settings.ARMOURY_CHART_FONT = str(path)
    return path


def poster_edition(
    bank: Bank, place: CardPlace = CardPlace.BELOW, *, size: tuple[int, int] = (600, 800), link: bool = True
) -> Edition:
    """Issue a poster whose picture is sent in groups, with a link or without."""
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    picture = ImageFactory(branch=editor.branch, file=picture_file(77, *size))
    value = {"artwork": picture.pk, "card_place": place, "shown_words": "早安，示范市"}
    other = ImageFactory(branch=editor.branch)
    sent = channel("group", "各位晚上好。", [picture, other], (), h5_link(ADDRESS) if link else None)
    component = make_of_kind("poster", editor, clock.now(), body=[block("poster", value)], channels=[sent])
    return issue_edition(component=component)


def kept(pull: Pull) -> dict[str, object]:
    entry: dict[str, object] = json.loads(blobs.get(pull.produced_sha256))["poster"]
    return entry


def address_of(pull: Pull, sha256: object = None) -> str:
    return reverse("pull_poster", args=[pull.public_id, sha256 or kept(pull)["sha256"]])


def taken(client: Client, pull: Pull) -> str:
    return client.get(reverse("taken", args=[pull.public_id])).content.decode()


@pytest.mark.parametrize("place", [CardPlace.BELOW, CardPlace.BOTTOM_LEFT, CardPlace.BOTTOM_RIGHT])
def test_the_name_and_the_tracked_link_are_drawn_where_the_poster_says(
    bank: Bank, manager_client: Client, font: Path, place: CardPlace
) -> None:
    edition = poster_edition(bank, place)
    pull = pull_edition(edition, bank.manager, channel="group")
    artwork = edition.content["body"][0]["value"]["artwork"]["picture"]
    card = NameCard(str(bank.manager), "桃园支行", tracked_address(pull.public_id))
    display = derivatives(edition.content, "display")[artwork]
    drawn = draw(blobs.get(display), place.value, card, font)
    entry = kept(pull)
    assert entry == {
        "artwork": artwork,
        "place": place.value,
        "name": str(bank.manager),
        "branch": "桃园支行",
        "address": card.address,
        "sha256": entry["sha256"],
        "flaw": "",
    }
    response = manager_client.get(address_of(pull))
    assert response.content == drawn
    assert (response["Content-Type"], response["Cache-Control"]) == ("image/png", "private, no-store")
    saved = manager_client.get(address_of(pull), {"save": "1"})
    assert saved["Content-Disposition"].startswith("attachment")
    page = taken(manager_client, pull)
    assert f'src="{address_of(pull)}"' in page
    assert display not in page
    assert page.count("/media/") == 2


def test_without_a_page_to_lead_to_there_is_no_code(bank: Bank, font: Path) -> None:
    pull = pull_edition(poster_edition(bank, link=False), bank.manager, channel="group")
    assert kept(pull)["address"] == ""
    assert blobs.get(str(kept(pull)["sha256"])).startswith(b"\x89PNG")


def test_a_poster_without_a_place_stays_as_it_is(bank: Bank, manager_client: Client, font: Path) -> None:
    pull = pull_edition(poster_edition(bank, CardPlace.NOWHERE), bank.manager, channel="group")
    assert kept(pull) is None
    assert "poster__picture" not in taken(manager_client, pull)
    assert manager_client.get(address_of(pull, "0" * 64)).status_code == 404


def test_without_a_font_the_bare_poster_is_offered(
    bank: Bank, manager_client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "USUAL_FONTS", ())
    settings.ARMOURY_CHART_FONT = ""
    edition = poster_edition(bank)
    pull = pull_edition(edition, bank.manager, channel="group")
    page = taken(manager_client, pull)
    bare = derivatives(edition.content, "display")[str(kept(pull)["artwork"])]
    assert (kept(pull)["sha256"], kept(pull)["flaw"]) == ("", "no_font")
    assert "服务器上没有中文字体" in page
    assert f'src="{reverse("edition_media", args=[edition.public_id, bare])}"' in page


@pytest.mark.parametrize(
    ("size", "characters", "flaw"),
    [((600, 800), "员桃园支行", "no_character"), ((90, 800), "员工桃园支行", "too_small")],
)
def test_what_cannot_be_drawn_is_said(
    bank: Bank,
    manager_client: Client,
    settings: Settings,
    tmp_path: Path,
    size: tuple[int, int],
    characters: str,
    flaw: str,
) -> None:
    settings.ARMOURY_CHART_FONT = str(make_font(tmp_path / "bank.ttf", characters))
    pull = pull_edition(poster_edition(bank, size=size), bank.manager, channel="group")
    assert kept(pull)["flaw"] == flaw
    assert "没能把您的姓名印上海报" in taken(manager_client, pull)


def test_a_damaged_font_and_a_lost_picture_keep_nothing_back(
    bank: Bank, settings: Settings, tmp_path: Path, font: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = poster_edition(bank)
    (tmp_path / "damaged.ttf").write_bytes(b"no font")
    settings.ARMOURY_CHART_FONT = str(tmp_path / "damaged.ttf")
    assert kept(pull_edition(edition, bank.manager, channel="group"))["flaw"] == "no_font"
    settings.ARMOURY_CHART_FONT = str(font)
    artwork = edition.content["body"][0]["value"]["artwork"]["picture"]
    display = derivatives(edition.content, "display")[artwork]
    blobs._storage().delete(blobs._name(display))
    assert kept(pull_edition(edition, bank.manager, channel="group"))["flaw"] == "no_picture"


def test_nobody_else_is_served_and_a_recall_ends_it_at_once(
    bank: Bank, manager_client: Client, client: Client, font: Path
) -> None:
    edition = poster_edition(bank)
    own = pull_edition(edition, bank.manager, channel="group")
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    others = pull_edition(edition, colleague, channel="group")
    assert manager_client.get(address_of(others)).status_code == 404
    assert manager_client.get(address_of(own, kept(others)["sha256"])).status_code == 404
    assert manager_client.get(address_of(own, own.produced_sha256)).status_code == 404
    assert manager_client.get(address_of(own)).status_code == 200
    recall_edition(edition)
    etag = {"If-None-Match": f'"{kept(own)["sha256"]}"'}
    assert manager_client.get(address_of(own), headers=etag).status_code == 404


def test_a_suspension_holds_it_back(bank: Bank, manager_client: Client, font: Path) -> None:
    edition = poster_edition(bank)
    pull = pull_edition(edition, bank.manager, channel="group")
    suspend_edition(edition)
    assert manager_client.get(address_of(pull)).status_code == 404


def test_a_pull_from_before_there_were_posters_is_read(
    bank: Bank, manager_client: Client, font: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_before(**inputs: object) -> bytes:
        document = json.loads(produced(**inputs)) | {"schema": 3}
        del document["poster"]
        return canonical.encode(document)

    monkeypatch.setattr(sys.modules["distribution.actions.produce"], "produced", as_before)
    pull = pull_edition(poster_edition(bank), bank.manager, channel="group")
    page = taken(manager_client, pull)
    assert "各位晚上好。" in page
    assert "poster__picture" not in page
    assert page.count("/media/") == 4
