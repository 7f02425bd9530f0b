"""Addresses by which somebody would get at another file: 404 or 400, never content, never a crash."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from content.models import LibraryDocument, LibraryImage
from core import blobs
from people.models import User
from review.models import Edition
from tests.content.posting import signed_in
from tests.factories.content import DocumentFactory, ImageFactory
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import issue_edition, recall_edition

UP = [
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "..%252f",
    "..%c0%af",
    "%c0%ae%c0%ae/",
    "%e0%80%ae%e0%80%ae/",
    "..\\",
    "..%5c",
    "..%255c",
    "....//",
    "..;/",
    "%u002e%u002e/",
    "./../",
    "//",
]
TARGETS = ["secret_key", "armoury.sqlite3", "blobs/", "etc/passwd", "media/original_images/bait.png"]
ENDINGS = ["", "%00", "%00.png", "%0d%0aSet-Cookie:x=1", "?a=.png", "%ff", "%ed%a0%80", "::$DATA", "." * 300]
PATHS = [
    *(up * times + target for up in UP for times in (1, 4) for target in TARGETS),
    *(f"original_images/bait.png{ending}" for ending in ENDINGS[1:]),
    "/etc/passwd",
    "file:///etc/passwd",
    "C:/windows/win.ini",
    "original_images/",
    "%00",
    "a" * 3000,
]
BAIT = b"BAIT-7f3a: the secret that stands beside the media"


@pytest.fixture
def tree(db: None) -> BranchTree:
    return branch_tree()


@pytest.fixture
def desk(tree: BranchTree) -> User:
    """An editor of the head office, whom every branch's pictures stand open to."""
    return UserFactory(editor=True, branch=tree.head_office)


@pytest.fixture
def bait(settings: object, tmp_path: Path) -> Path:
    """A file that nobody uploaded, in the very folder of the pictures, and more of it around."""
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    (tmp_path / "media" / "original_images").mkdir(parents=True)
    for name in ("secret_key", "armoury.sqlite3", "media/secret_key", "media/original_images/bait.png"):
        (tmp_path / name).write_bytes(BAIT)
    return tmp_path


def body(response: object) -> bytes:
    streamed = getattr(response, "streaming_content", None)
    return b"".join(streamed) if streamed is not None else response.content  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "place",
    ["/desk-media/", "/documents/{document}/", "/media/{edition}/", "/static/", "/media/", "/admin/images/"],
)
def test_no_way_leads_out(place: str, bait: Path, tree: BranchTree, desk: User) -> None:
    document = DocumentFactory(branch=tree.head_office)
    edition = issue_edition(branch=tree.head_office, pictures=[ImageFactory(branch=tree.head_office)])
    client = signed_in(desk)
    client.raise_request_exception = False
    for path in PATHS:
        address = place.format(document=document.pk, edition=edition.public_id) + path
        response = client.get(address)
        assert response.status_code in {301, 302, 400, 404}, address
        assert BAIT not in body(response), address
        if response.status_code in {301, 302}:
            # Django puts a missing slash at the end; what stands there is asked for once more.
            followed = client.get(response["Location"])
            assert followed.status_code in {200, 400, 404}, address
            assert BAIT not in body(followed), address


@pytest.mark.parametrize("pk", ["0", "-1", "99999999999999999999999", "1e3", "%31", "٣", "1/../2"])
def test_numbers_that_no_document_has(pk: str, tree: BranchTree, desk: User) -> None:
    client = signed_in(desk)
    client.raise_request_exception = False
    assert client.get(f"/documents/{pk}/a.pdf").status_code == 404


def guarded(response: object) -> None:
    headers = response.headers  # type: ignore[attr-defined]
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'none'", "frame-ancestors 'none'", "sandbox"} <= set(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"
    assert "Last-Modified" not in headers


def addresses(tree: BranchTree) -> dict[str, str]:
    image = ImageFactory(branch=tree.head_office)
    partner = ImageFactory(branch=tree.head_office, is_partner_original=True, title='合作\r\n方"图')
    document = DocumentFactory(branch=tree.head_office, title='a"; filename="b.exe\r\nX: y')
    return {
        "picture": image.file.url,
        "rendition": image.get_rendition("max-100x100").file.url,
        "partner's original": partner.file.url,
        "partner's rendition": partner.get_rendition("max-100x100").file.url,
        "document": document.url,
    }


EXPECTED = {
    "picture": ("inline", "image/png"),
    "rendition": ("inline", "image/png"),
    "partner's original": ("attachment", "application/octet-stream"),
    "partner's rendition": ("inline", "image/png"),
    "document": ("attachment", "application/octet-stream"),
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_how_a_file_leaves(kind: str, tree: BranchTree, desk: User) -> None:
    response = signed_in(desk).get(addresses(tree)[kind])
    guarded(response)
    disposition = response["Content-Disposition"].partition(";")[0]
    assert (disposition, response["Content-Type"]) == EXPECTED[kind]


def test_names_of_downloads_are_quoted(tree: BranchTree, desk: User) -> None:
    client, known = signed_in(desk), addresses(tree)
    assert client.get(known["document"])["Content-Disposition"] == (
        'attachment; filename="a_ filename=_b.exe X_ y.pdf"'
    )
    assert client.get(known["partner's original"])["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%90%88%E4%BD%9C%20%E6%96%B9_%E5%9B%BE.png"
    )


@pytest.mark.parametrize(
    "asked", ["bytes=0-0", "bytes=0-99999999", "bytes=-5", "bytes=5-1", "bytes=" + "0-1," * 500, "x"]
)
def test_a_range_is_answered_with_the_whole(asked: str, tree: BranchTree, desk: User) -> None:
    client = signed_in(desk)
    for address in addresses(tree).values():
        whole, part = client.get(address), client.get(address, headers={"Range": asked})
        assert (part.status_code, body(part)) == (200, body(whole))


def test_no_age_makes_a_document_cached(tree: BranchTree, desk: User) -> None:
    document = DocumentFactory(branch=tree.head_office)
    conditions = {
        "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
        "If-None-Match": f'"{document.file_hash}"',
    }
    assert signed_in(desk).get(document.url, headers=conditions).status_code == 200


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("editor", "head_office", 200),
        ("officer", "east", 200),
        ("auditor", "head_office", 200),
        ("editor", "east_sub", 200),
        ("editor", "west", 404),
        ("officer", "west", 404),
        ("manager", "east", 404),
        ("manager", "head_office", 404),
    ],
)
def test_a_document_is_for_the_desks_of_its_line(
    role: str, place: str, status: int, tree: BranchTree
) -> None:
    address = DocumentFactory(branch=tree.east).url
    client = signed_in(UserFactory(**{role: True}, branch=getattr(tree, place)))
    assert client.get(address).status_code == status
    assert client.post(address).status_code in {404, status}


def test_a_lost_document_is_missing_not_broken(tree: BranchTree, desk: User) -> None:
    document = DocumentFactory(branch=tree.head_office)
    Path(document.file.path).unlink()
    assert signed_in(desk).get(document.url).status_code == 404


def with_picture(tree: BranchTree) -> tuple[LibraryImage, Edition]:
    image = ImageFactory(branch=tree.head_office)
    return image, issue_edition(branch=tree.head_office, pictures=[image])


def media_of(edition: Edition) -> dict[str, str]:
    return {
        one.derivative: reverse("edition_media", args=[edition.public_id, one.sha256])
        for one in edition.candidate.media.all()
    }


def test_what_was_approved_outlives_the_librarys_picture(tree: BranchTree) -> None:
    """The write-once store has its own copy: what happens to the picture takes nothing from an edition."""
    image, edition = with_picture(tree)
    client = signed_in(UserFactory(manager=True, branch=tree.east))
    shown = {name: client.get(address).content for name, address in media_of(edition).items()}
    image.file = ImageFactory.build(branch=None, collection=None, title="x").file
    image.save()
    assert {name: client.get(address).content for name, address in media_of(edition).items()} == shown
    image.delete()
    assert not LibraryImage.objects.exists()
    assert {name: client.get(address).content for name, address in media_of(edition).items()} == shown
    recall_edition(edition)
    assert {client.get(address).status_code for address in media_of(edition).values()} == {404}


def test_pictures_of_an_edition_leave_guarded(tree: BranchTree) -> None:
    _, edition = with_picture(tree)
    client = signed_in(UserFactory(manager=True, branch=tree.east))
    for name, address in media_of(edition).items():
        response = client.get(address)
        guarded(response)
        assert response["Content-Disposition"].startswith("inline" if name else "attachment")
        assert client.get(address, {"save": 1})["Content-Type"] == "application/octet-stream"


def test_the_desks_pictures_leave_guarded(tree: BranchTree) -> None:
    _, edition = with_picture(tree)
    case = edition.candidate.cases.get()
    client = signed_in(UserFactory(officer=True, branch=tree.head_office))
    for one in edition.candidate.media.all():
        response = client.get(reverse("review_case:media", args=[case.public_id, one.sha256]))
        guarded(response)
        assert response["Content-Disposition"].startswith("inline" if one.derivative else "attachment")
    for wrong in ("0" * 64, "..%2f" * 10, "%00", edition.edition_sha256):
        address = reverse("review_case:media", args=[case.public_id, "x"]).replace("/x/", f"/{wrong}/")
        assert client.get(address).status_code in {400, 404}


@pytest.mark.parametrize(
    "rest", ["preview/scale-100000/", "preview/max-10x10/", "generate_url/", "generate_url/output/"]
)
def test_no_picture_is_blown_up_on_demand(rest: str, tree: BranchTree, desk: User) -> None:
    image = ImageFactory(branch=tree.head_office)
    assert signed_in(desk).get(f"/admin/images/{image.pk}/{rest}").status_code == 404


def test_blobs_and_library_have_no_address_of_their_own(tree: BranchTree, desk: User, client: Client) -> None:
    image, edition = with_picture(tree)
    blob = storages["blobs"].path(blobs._name(edition.candidate.media.first().sha256))
    for visitor in (client, signed_in(desk)):
        for path in (blob, Path(blob).name, image.file.path, image.file.name):
            assert visitor.get(f"/media/{path}").status_code == 404
            assert visitor.get(f"/blobs/{path}").status_code == 404
            assert visitor.get(f"/static/{path}").status_code == 404
    assert LibraryDocument.objects.count() == 0
    assert client.get(image.file.url).status_code == 302
