"""Every door by which a file comes in, with files that somebody up to no good would send through it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from content.domain.office_files import DocumentRefused
from content.domain.pictures import PictureRefused
from content.models import LibraryDocument, LibraryImage
from content.receivers import ForeignFile
from core.domain.canonical import sha256
from people.models import User
from tests.content.posting import signed_in
from tests.factories.content import DocumentFactory, ImageFactory, pdf, picture_file
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.hostile.media_files import (
    HTML,
    PDF,
    SECRET,
    SVG,
    encoded,
    loaded_pictures,
    office,
    png,
    refused_pictures,
)

pytestmark = pytest.mark.once

REFUSED = {
    name: case
    for name, case in refused_pictures().items()
    if name
    in {
        "bomb of 127 megapixels",
        "webp that claims 268 megapixels",
        "animated png",
        "animated webp",
        "gif called png",
        "tiff called jpg",
        "svg",
        "svg called png",
        "html called jpg",
        "png called jpg",
        "jpeg called php",
        "truncated jpeg",
        "deflate bomb in zTXt",
        "eleven megabytes",
    }
}
LOADED = loaded_pictures()
FIELDS = {"title": "新图 5折", "tags": "海报", "rights_basis": "licensed", "rights_holder": "示范摄影"}


@pytest.fixture(autouse=True)
def media(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def tree(db: None) -> BranchTree:
    return branch_tree()


@pytest.fixture
def editor(tree: BranchTree) -> User:
    return UserFactory(editor=True, branch=tree.east)


@pytest.fixture
def client(editor: User) -> Client:
    return signed_in(editor)


Door = Callable[[Client, SimpleUploadedFile, BranchTree], HttpResponse]


def by_add(client: Client, file: SimpleUploadedFile, tree: BranchTree) -> HttpResponse:
    collection = tree.east.collection_id
    return client.post(reverse("wagtailimages:add"), FIELDS | {"file": file, "collection": collection})


def by_multiple(client: Client, file: SimpleUploadedFile, tree: BranchTree) -> HttpResponse:
    fields = {"title": file.name, "collection": tree.east.collection_id, "files[]": file}
    return client.post(
        reverse("wagtailimages:add_multiple"), fields, headers={"X-Requested-With": "XMLHttpRequest"}
    )


def by_chooser(client: Client, file: SimpleUploadedFile, tree: BranchTree) -> HttpResponse:
    fields = {f"image-chooser-upload-{name}": value for name, value in FIELDS.items()} | {
        "image-chooser-upload-file": file,
        "image-chooser-upload-collection": tree.east.collection_id,
    }
    return client.post(reverse("wagtailimages_chooser:create"), fields)


def by_edit(client: Client, file: SimpleUploadedFile, tree: BranchTree) -> HttpResponse:
    image = LibraryImage.objects.first() or ImageFactory(branch=tree.east, title="旧图")
    address = reverse("wagtailimages:edit", args=[image.pk])
    return client.post(address, FIELDS | {"file": file, "collection": tree.east.collection_id})


DOORS: dict[str, Door] = {
    "add": by_add,
    "multiple": by_multiple,
    "chooser": by_chooser,
    "edit": by_edit,
}


def files_below(folder: Path) -> set[Path]:
    """Return the files that came in; renditions are made of them."""
    return {path for path in folder.rglob("*") if path.is_file() and path.parent.name != "images"}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("door", DOORS)
def test_no_door_takes_what_is_no_clean_picture(
    door: str, case: str, client: Client, tree: BranchTree, media: Path
) -> None:
    name, content, _ = REFUSED[case]
    before = set()
    if door == "edit":
        ImageFactory(branch=tree.east, title="旧图")
        before = files_below(media)
    response = DOORS[door](client, upload(name, content), tree)
    assert response.status_code == 200
    assert files_below(media) == before
    assert set(LibraryImage.objects.values_list("title", flat=True)) == ({"旧图"} if before else set())
    assert UploadedFile.objects.count() == 0


@pytest.mark.parametrize("case", REFUSED)
def test_the_model_takes_none_either(case: str, tree: BranchTree, media: Path) -> None:
    name, content, flaw = REFUSED[case]
    for traits in ({}, {"is_partner_original": True}):
        with pytest.raises(PictureRefused) as refused:
            ImageFactory(branch=tree.east, file=ContentFile(content, name=name), **traits)
        assert refused.value.flaw == flaw
    assert files_below(media) == set()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "case", ["jpeg with exif", "jpeg with html behind", "png with text", "webp with exif and xmp"]
)
def test_every_door_keeps_pixels_only(
    door: str, case: str, client: Client, tree: BranchTree, media: Path
) -> None:
    name, content = LOADED[case]
    response = DOORS[door](client, upload(name, content), tree)
    if door == "multiple":
        waiting = UploadedFile.objects.get()
        response = client.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]),
            {
                f"uploaded-image-{waiting.pk}-{field}": value
                for field, value in (FIELDS | {"collection": tree.east.collection_id}).items()
            },
        )
        assert response.json()["success"]
    assert response.status_code in {200, 302}
    image = LibraryImage.objects.get()
    (kept,) = files_below(media)
    stored = kept.read_bytes()
    assert SECRET not in stored
    assert (image.content_sha256, image.file_size) == (sha256(stored), len(stored))
    assert (image.width, image.height) == (64, 48)
    assert kept.stem not in name
    assert kept.suffix.lower() == f".{name.rpartition('.')[2].lower()}"
    assert len(kept.stem) == 32
    assert image.title == FIELDS["title"]


def test_what_waits_for_its_rights_is_clean_already(client: Client, tree: BranchTree, media: Path) -> None:
    by_multiple(client, upload(*LOADED["jpeg with exif"]), tree)
    waiting = UploadedFile.objects.get()
    assert SECRET not in Path(waiting.file.path).read_bytes()
    assert LibraryImage.objects.count() == 0


@pytest.mark.parametrize("door", DOORS)
def test_the_words_say_what_to_do_and_the_form_keeps_the_rest(
    door: str, client: Client, tree: BranchTree
) -> None:
    response = DOORS[door](client, upload("照片.gif", encoded("GIF")), tree)
    words = "这不是 JPEG、PNG 或 WebP 图片。请用看图软件另存为 JPEG 后再上传。"
    if door == "multiple":
        assert response.json() == {"success": False, "error_message": words}
        return
    page = response.json()["htmlFragment"] if door == "chooser" else response.content.decode()
    assert page.count(words) == 1
    for typed in ("新图 5折", "海报", "示范摄影"):
        assert typed in page


def test_a_name_tells_nothing_and_harms_nothing(client: Client, tree: BranchTree, media: Path) -> None:
    content = encoded("JPEG")
    for name in ("..\\..\\a.jpg", "../../../a.jpg", "a\u202eb.jpg", "a;b'\"<script>.jpg", "长" * 60 + ".jpg"):
        by_chooser(client, upload(name, content), tree)
    kept = files_below(media)
    assert len(kept) == 5
    assert {path.parent.name for path in kept} == {"original_images"}
    assert all(path.stem.isalnum() and len(path.stem) == 32 for path in kept)


def test_a_title_shows_what_it_holds(client: Client, tree: BranchTree) -> None:
    fields = FIELDS | {"title": "海\u200b报\u202egpj.exe", "collection": tree.east.collection_id}
    client.post(reverse("wagtailimages:add"), fields | {"file": upload("a.jpg", encoded("JPEG"))})
    assert LibraryImage.objects.get().title == "海报gpj.exe"


def test_a_turned_picture_stands_upright(tree: BranchTree) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = ContentFile(encoded("JPEG", (64, 48), exif=exif), name="a.jpg")
    made = ImageFactory(branch=tree.east, file=file)
    image = LibraryImage.objects.get(pk=made.pk)
    with Image.open(image.file.path) as kept:
        assert (image.width, image.height) == kept.size == (48, 64)


def test_a_partners_original_keeps_its_bytes_and_shows_others(client: Client, tree: BranchTree) -> None:
    name, content = LOADED["jpeg with exif"]
    fields = FIELDS | {"is_partner_original": "on", "collection": tree.east.collection_id}
    client.post(reverse("wagtailimages:add"), fields | {"file": upload(name, content)})
    image = LibraryImage.objects.get()
    assert Path(image.file.path).read_bytes() == content
    assert image.content_sha256 == sha256(content)
    for spec in ("original", "max-40x40|format-jpeg", "fill-20x20"):
        rendition = image.get_rendition(spec)
        with rendition.file.open("rb") as file:
            assert SECRET not in file.read()
    original = client.get(image.file.url)
    assert original["Content-Disposition"].startswith("attachment")
    assert original["Content-Type"] == "application/octet-stream"
    assert client.get(image.get_rendition("original").file.url)["Content-Disposition"].startswith("inline")


def test_an_original_does_not_become_another_by_a_tick(client: Client, tree: BranchTree) -> None:
    image = ImageFactory(
        branch=tree.east,
        is_partner_original=True,
        file=ContentFile(LOADED["jpeg with exif"][1], name="a.jpg"),
    )
    address, fields = (
        reverse("wagtailimages:edit", args=[image.pk]),
        FIELDS | {"collection": tree.east.collection_id},
    )
    refused = client.post(address, fields)
    assert "是否为合作方原图在上传时确定" in refused.content.decode()
    assert LibraryImage.objects.get().is_partner_original
    image.is_partner_original = False
    with pytest.raises(ForeignFile):
        image.save()
    client.post(address, fields | {"file": upload("a.jpg", LOADED["jpeg with exif"][1])})
    changed = LibraryImage.objects.get()
    assert not changed.is_partner_original
    assert SECRET not in Path(changed.file.path).read_bytes()


def test_no_row_names_a_file_that_did_not_come_in(tree: BranchTree, media: Path) -> None:
    (media / "original_images").mkdir()
    (media / "original_images" / "evil.png").write_bytes(png(9, 9) + HTML)
    with pytest.raises(ForeignFile):
        ImageFactory(branch=tree.east, file="original_images/evil.png")
    image = ImageFactory(branch=tree.east)
    image.file = "original_images/evil.png"
    with pytest.raises(ForeignFile):
        image.save()
    image.refresh_from_db()
    image.content_sha256 = "0" * 64
    with pytest.raises(ForeignFile):
        image.save()
    assert LibraryImage.objects.count() == 1


def test_a_new_title_does_not_launder_a_file_changed_on_disk(tree: BranchTree) -> None:
    image = ImageFactory(branch=tree.east)
    known = image.content_sha256
    Path(image.file.path).write_bytes(picture_file(99).read())
    image = LibraryImage.objects.get(pk=image.pk)
    image.title = "别的标题"
    image.save()
    assert LibraryImage.objects.get().content_sha256 == known


def test_many_at_once_come_in_by_the_same_door(tree: BranchTree, media: Path) -> None:
    name, content = LOADED["jpeg with exif"]
    LibraryImage.objects.bulk_create(
        [LibraryImage(title="图", file=ContentFile(content, name=name), collection=tree.east.collection)]
    )
    assert [SECRET in path.read_bytes() for path in files_below(media)] == [False]
    with pytest.raises(PictureRefused):
        LibraryImage.objects.bulk_create(
            [LibraryImage(title="图", file=ContentFile(SVG, name="a.svg"), collection=tree.east.collection)]
        )


HOSTILE_DOCUMENTS = {
    "svg": ("a.svg", SVG),
    "svg called pdf": ("a.pdf", SVG),
    "html": ("a.html", HTML),
    "html called docx": ("a.docx", HTML),
    "macros": ("a.docm", office("docx", {"word/vbaProject.bin": b"x"})),
    "macros called docx": ("a.docx", office("docx", {"word/vbaProject.bin": b"x"})),
    "bomb": ("a.xlsx", office("xlsx", {"xl/a.xml": bytes(50_000_000)})),
    "large": ("a.pdf", pdf("x" * 11_000_000)),
}


@pytest.mark.parametrize("case", HOSTILE_DOCUMENTS)
def test_no_door_takes_a_bad_document(case: str, client: Client, tree: BranchTree, media: Path) -> None:
    name, content = HOSTILE_DOCUMENTS[case]
    fields = {"title": "文件", "collection": tree.east.collection_id}
    known = DocumentFactory(branch=tree.east)
    before = files_below(media)
    chooser = {f"document-chooser-upload-{key}": value for key, value in fields.items()}
    for address, data in (
        (reverse("wagtaildocs:add"), fields | {"file": upload(name, content)}),
        (reverse("wagtaildocs:edit", args=[known.pk]), fields | {"file": upload(name, content)}),
        (reverse("wagtaildocs:add_multiple"), fields | {"files[]": upload(name, content)}),
        (
            reverse("wagtaildocs_chooser:create"),
            chooser | {"document-chooser-upload-file": upload(name, content)},
        ),
    ):
        assert client.post(address, data).status_code == 200
    with pytest.raises(DocumentRefused):
        DocumentFactory(branch=tree.east, file=ContentFile(content, name=name))
    assert files_below(media) == before
    assert list(LibraryDocument.objects.all()) == [known]
    assert UploadedFile.objects.count() == 0


def test_a_document_is_kept_as_it_is_under_a_name_that_says_nothing(
    client: Client, tree: BranchTree, media: Path
) -> None:
    fields = {
        "title": "合同\u202e 2026",
        "collection": tree.east.collection_id,
        "file": upload("../合同.PDF", PDF),
    }
    client.post(reverse("wagtaildocs:add"), fields)
    document = LibraryDocument.objects.get()
    (kept,) = files_below(media)
    assert kept.read_bytes() == PDF
    assert (document.content_sha256, document.file_size, document.title) == (
        sha256(PDF),
        len(PDF),
        "合同 2026",
    )
    assert len(kept.stem) == 32
    response = client.get(document.url)
    assert response["Content-Disposition"] == ("attachment; filename*=utf-8''%E5%90%88%E5%90%8C%202026.pdf")
    assert response.content == PDF


def test_limits_are_those_of_the_settings() -> None:
    assert settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE == 10 * 1024 * 1024
    assert Image.MAX_IMAGE_PIXELS == 25_000_000
    assert Image.open(BytesIO(encoded("PNG"))).size == (64, 48)
