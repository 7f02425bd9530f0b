"""Where the parts of this site are, and whether a restore left it half done."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages


def places() -> dict[str, Path]:
    """Return the directory of each part that a backup keeps. Secrets are in none of them."""
    blobs = storages["blobs"]
    if not isinstance(blobs, FileSystemStorage):
        raise TypeError("blobs on another server are backed up there")
    return {
        "checkpoints": Path(settings.ARMOURY_CHECKPOINT_DIR),
        "blobs": Path(blobs.location),
        "media": Path(settings.MEDIA_ROOT),
    }


def unfinished() -> Path:
    """Return the file that stands in the data directory while a restore is not finished."""
    return Path(settings.DATA_DIR) / "RESTORE-UNFINISHED"
