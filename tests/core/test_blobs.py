import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from core import blobs

CONTENT = "海报原图".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, settings: object) -> Path:
    """Give each test a store of its own."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "blobs": {"BACKEND": "core.blob_storage.WriteOnceStorage", "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


def _file(directory: Path) -> Path:
    return directory / DIGEST[:2] / DIGEST[2:4] / DIGEST


def test_bytes_are_kept_under_their_hash(own_directory: Path) -> None:
    assert blobs.put(CONTENT) == DIGEST
    assert _file(own_directory).read_bytes() == CONTENT
    assert blobs.get(DIGEST) == CONTENT
    assert blobs.exists(DIGEST) is True


def test_a_file_is_read_only_and_nothing_is_left_beside_it(own_directory: Path) -> None:
    blobs.put(CONTENT)
    assert _file(own_directory).stat().st_mode & 0o777 == 0o440
    assert [found for found in own_directory.rglob("*") if found.is_file()] == [_file(own_directory)]


def test_putting_again_leaves_the_file_as_it_is(own_directory: Path) -> None:
    blobs.put(CONTENT)
    before = _file(own_directory).stat()
    assert blobs.put(CONTENT) == DIGEST
    assert _file(own_directory).stat() == before


def test_the_storage_never_overwrites(own_directory: Path) -> None:
    blobs.put(CONTENT)
    name = str(_file(own_directory).relative_to(own_directory))
    assert storages["blobs"].save(name, ContentFile(b"other")) == name
    assert _file(own_directory).read_bytes() == CONTENT


def test_changed_bytes_are_never_handed_out(own_directory: Path) -> None:
    blobs.put(CONTENT)
    os.chmod(_file(own_directory), 0o640)
    _file(own_directory).write_bytes(CONTENT + b"!")
    with pytest.raises(blobs.BlobChanged, match=DIGEST):
        blobs.get(DIGEST)


@pytest.mark.django_db
def test_unknown_bytes_are_not_found() -> None:
    assert blobs.exists(DIGEST) is False
    with pytest.raises(FileNotFoundError):
        blobs.get(DIGEST)


def test_a_failed_write_leaves_nothing(own_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disk_full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(OSError, match="No space left"):
        blobs.put(CONTENT)
    assert [found for found in own_directory.rglob("*") if found.is_file()] == []
    assert blobs.exists(DIGEST) is False
