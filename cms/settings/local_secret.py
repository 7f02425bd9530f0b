"""A secret key for one machine, made at the first start and kept beside its data."""

import os
import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """Return the secret kept at `path`; make it, readable by its owner alone, if it is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
