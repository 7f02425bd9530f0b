"""Pictures are found by the names that people write, and looked at before anything is decoded."""

from io import BytesIO

import pytest

from content.domain.archive_names import ArchiveFlaw, ArchiveRefused
from content.domain.archives import open_archive
from content.domain.imports.columns import Flaw
from content.domain.imports.pictures import ARCHIVE_LIMITS, Found, Shelf
from core.domain.canonical import sha256
from tests.factories.imports import zip_of
from tests.hostile.media_files import animated, bomb_png, encoded

PNG, JPEG = encoded("PNG"), encoded("JPEG")


def looked_at(name: str, **files: bytes) -> Found:
    names = {key.replace("__", ".").replace("_in_", "/"): content for key, content in files.items()}
    with open_archive(BytesIO(zip_of(names)), ARCHIVE_LIMITS) as archive:
        return Shelf(archive).look_at(name)


@pytest.mark.parametrize("name", ["图/A.png", "a.PNG", "图/a.png", "Ａ.png"])
def test_with_or_without_folder_in_any_case(name: str) -> None:
    assert looked_at(name, 图_in_A__png=PNG) == Found(sha256(PNG))


def test_one_name_in_two_folders_is_not_guessed() -> None:
    assert looked_at("a.png", x_in_a__png=PNG, y_in_a__png=JPEG).flaw is Flaw.TWO_PICTURES
    assert looked_at("x/a.png", x_in_a__png=PNG, y_in_a__png=JPEG).sha256 == sha256(PNG)


def test_what_is_not_there() -> None:
    assert looked_at("b.png", a__png=PNG).flaw is Flaw.NO_PICTURE


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "empty"),
        (b"MZ no picture", "unknown_type"),
        (JPEG, "name_disagrees"),
        (bomb_png(), "too_many_pixels"),
    ],
)
def test_what_is_no_picture_is_told_from_its_first_bytes(content: bytes, detail: str) -> None:
    found = looked_at("a.png", a__png=content)
    assert (found.sha256, found.flaw, found.detail) == ("", Flaw.PICTURE, detail)


def test_an_archive_inside_ends_it_all() -> None:
    with pytest.raises(ArchiveRefused) as caught:
        looked_at("a.png", a__png=zip_of({"b.png": animated("PNG")}))
    assert caught.value.flaw is ArchiveFlaw.NESTED
