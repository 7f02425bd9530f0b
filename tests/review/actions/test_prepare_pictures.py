"""Pictures at submission: the bytes that came in, or nothing."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from wagtail.images.rect import Rect

from content.models import Component
from core import blobs
from core.domain.canonical import sha256
from review.actions.prepare import Prepared, prepare
from review.actions.submit import NotReady
from review.models import Candidate
from tests.factories.content import ImageFactory, picture_file
from tests.factories.people import branch_tree
from tests.factories.review import make_component, submit_component
from tests.hostile.media_files import SECRET, encoded, loaded_pictures

pytestmark = pytest.mark.django_db
CHANGED = "The file of picture “海报” was changed or lost since it was uploaded. Upload it again."


def with_picture(**traits: object) -> tuple[Component, ImageFactory]:
    branch = branch_tree().head_office
    image = ImageFactory(branch=branch, title="海报", **traits)
    return make_component(branch=branch, pictures=[image]), image


def prepared(component: Component) -> Prepared:
    return prepare(component, component.valid_from)


def overwrite(path: str, content: bytes) -> None:
    Path(path).write_bytes(content)


def test_a_file_changed_on_disk_is_refused_in_words() -> None:
    component, image = with_picture()
    other = encoded("PNG", (31, 17))
    overwrite(image.file.path, other)
    found = prepared(component)
    assert found.problems == (CHANGED,)
    assert found.document["media"][0]["derivatives"] == []
    assert not blobs.exists(sha256(other))
    with pytest.raises(NotReady) as refused:
        submit_component(component)
    assert refused.value.problems == (CHANGED,)
    assert not Candidate.objects.exists()


def test_a_lost_file_is_refused_in_words() -> None:
    component, image = with_picture()
    Path(image.file.path).unlink()
    assert prepared(component).problems == (CHANGED,)


def test_a_rendition_changed_on_disk_is_shown_to_nobody() -> None:
    component, image = with_picture()
    for spec in ("fill-360x360|format-jpeg|jpegquality-80", "max-1440x1080|format-jpeg|jpegquality-88"):
        overwrite(image.get_rendition(spec).file.path, encoded("JPEG") + SECRET)
    for derivative in prepared(component).document["media"][0]["derivatives"]:
        content = blobs.get(derivative["sha256"])
        assert SECRET not in content
        assert content != encoded("JPEG") + SECRET


def derived(component: Component) -> dict[str, str]:
    entries = prepared(component).document["media"][0]["derivatives"]
    return {entry["name"]: entry["sha256"] for entry in entries}


def test_what_was_derived_of_a_picture_serves_the_next_piece_and_comes_back_when_erased() -> None:
    first, image = with_picture()
    second = make_component(branch=first.branch, pictures=[image])
    kept = derived(first)
    assert derived(second) == kept
    for digest in kept.values():
        storages["blobs"].delete(f"{digest[:2]}/{digest[2:4]}/{digest}")
    assert derived(second) == kept
    assert all(blobs.exists(digest) for digest in kept.values())


def test_another_focal_point_gives_another_thumbnail() -> None:
    component, image = with_picture(file=ContentFile(encoded("PNG", (300, 900)), name="tall.png"))
    before = derived(component)
    image.set_focal_point(Rect(0, 0, 40, 40))
    image.save()
    assert derived(component)["thumbnail"] != before["thumbnail"]


def test_a_partners_original_is_put_byte_for_byte_and_shown_clean() -> None:
    name, content = loaded_pictures()["jpeg with exif"]
    component, _ = with_picture(is_partner_original=True, file=ContentFile(content, name=name))
    case = submit_component(component)
    media = {one.derivative: one for one in case.candidate.media.all()}
    assert media[""].sha256 == sha256(content)
    assert blobs.get(media[""].sha256) == content
    assert case.candidate.content["media"][0]["partner_original"] is True
    for name in ("display", "thumbnail"):
        shown = blobs.get(media[name].sha256)
        assert SECRET not in shown
        assert (media[name].mime, media[name].octets) == ("image/jpeg", len(shown))


def test_two_pictures_of_the_same_bytes_are_one_medium() -> None:
    branch = branch_tree().head_office
    pictures = [ImageFactory(branch=branch, file=picture_file(5), rights_holder=holder) for holder in "甲乙"]
    case = submit_component(make_component(branch=branch, pictures=pictures))
    assert [entry["rights"]["holder"] for entry in case.candidate.content["media"]] == ["甲", "乙"]
    assert sorted(one.derivative for one in case.candidate.media.all()) == ["", "display", "thumbnail"]


def test_a_picture_deleted_from_a_draft_is_not_missed_in_silence() -> None:
    component, image = with_picture()
    image.delete()
    found = prepared(component)
    assert found.document["media"] == []
    assert "Channel texts is not complete" in " ".join(found.problems)
