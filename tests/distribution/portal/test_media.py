from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core import blobs
from review.models import CandidateMedium, Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import DocumentFactory, ImageFactory
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition


def with_picture(bank: Bank, **traits: object) -> Edition:
    owner = traits.pop("branch", bank.tree.head_office)
    return issue_edition(branch=owner, pictures=[ImageFactory(branch=owner)], **traits)


def medium(edition: Edition, derivative: str = "display") -> CandidateMedium:
    found: CandidateMedium = edition.candidate.media.get(derivative=derivative)
    return found


def address(edition: Edition, derivative: str = "display") -> str:
    return reverse("edition_media", args=[edition.public_id, medium(edition, derivative).sha256])


def test_a_derivative_shows_itself_and_is_never_kept(bank: Bank, manager_client: Client) -> None:
    edition = with_picture(bank)
    response = manager_client.get(address(edition))
    assert response.content == blobs.get(medium(edition).sha256)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{medium(edition).sha256}"'
    assert manager_client.get(address(edition), {"save": 1})["Content-Disposition"].startswith("attachment")


def test_the_same_bytes_are_not_sent_twice(bank: Bank, manager_client: Client) -> None:
    edition = with_picture(bank)
    response = manager_client.get(address(edition), headers={"If-None-Match": f'"{medium(edition).sha256}"'})
    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "private, no-store"


def test_the_original_is_only_ever_saved(bank: Bank, manager_client: Client) -> None:
    response = manager_client.get(address(with_picture(bank), ""))
    assert response["Content-Disposition"].startswith("attachment")


def test_recalled_expired_and_scheduled_pictures_are_not_served(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    at = frozen_clock.at
    recalled, scheduled = with_picture(bank), with_picture(bank, valid_from=at + timedelta(hours=1))
    expired = with_picture(bank, valid_until=at + timedelta(hours=1))
    assert manager_client.get(address(recalled)).status_code == 200
    assert manager_client.get(address(scheduled)).status_code == 404
    recall_edition(recalled)
    etag = {"If-None-Match": f'"{medium(recalled).sha256}"'}
    assert manager_client.get(address(recalled), headers=etag).status_code == 404
    assert manager_client.get(address(expired)).status_code == 200
    frozen_clock.advance(hours=1)
    assert manager_client.get(address(expired)).status_code == 404
    assert manager_client.get(address(scheduled)).status_code == 200


def test_a_hash_opens_nothing_beside_its_own_edition(bank: Bank, manager_client: Client) -> None:
    own, foreign = with_picture(bank), with_picture(bank, branch=bank.tree.west)
    assert manager_client.get(address(foreign)).status_code == 404
    crossed = reverse("edition_media", args=[own.public_id, medium(foreign).sha256])
    assert manager_client.get(crossed).status_code == 404
    certificate = reverse("edition_media", args=[own.public_id, own.edition_sha256])
    assert manager_client.get(certificate).status_code == 404


def test_a_visitor_sees_no_picture(bank: Bank, client: Client) -> None:
    assert client.get(address(with_picture(bank)))["Location"].startswith("/login/")


def test_a_picture_costs_six_queries(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = with_picture(bank)
    url = address(edition)
    with django_assert_num_queries(6):
        manager_client.get(url)


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("editor", "head_office", 200),
        ("editor", "east", 200),
        ("officer", "east_sub", 200),
        ("editor", "west", 404),
        ("manager", "east", 404),
    ],
)
def test_the_librarys_files_are_for_desks_above_and_below(
    bank: Bank, client: Client, role: str, place: str, status: int
) -> None:
    image = ImageFactory(branch=bank.tree.east)
    rendition = image.get_rendition("max-100x100")
    client.force_login(UserFactory(**{role: True}, branch=getattr(bank.tree, place)))
    for file in (image.file, rendition.file):
        response = client.get(reverse("desk_media", args=[file.name]))
        assert response.status_code == status
        if status == 200:
            assert response["Cache-Control"] == "private, no-store"
            assert b"".join(response.streaming_content) == file.storage.open(file.name).read()


@pytest.mark.parametrize(
    "path", ["../secret_key", "original_images/../../secret_key", "blobs/ab", "original_images/nothing.png"]
)
def test_no_other_file_is_served(bank: Bank, client: Client, path: str) -> None:
    client.force_login(UserFactory(editor=True, branch=bank.tree.head_office))
    assert client.get(f"/desk-media/{path}").status_code == 404


def test_documents_are_not_pictures(bank: Bank, client: Client) -> None:
    document = DocumentFactory(branch=bank.tree.head_office)
    client.force_login(UserFactory(editor=True, branch=bank.tree.head_office))
    assert client.get(f"/desk-media/{document.file.name}").status_code == 404


def test_changed_bytes_are_not_served(bank: Bank, manager_client: Client) -> None:
    edition = with_picture(bank)
    file = Path(storages["blobs"].path(blobs._name(medium(edition).sha256)))
    file.chmod(0o600)
    file.write_bytes(b"something else")
    assert manager_client.get(address(edition)).status_code == 404
