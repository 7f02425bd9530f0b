"""Is a password known from a breach? Looked up in a sorted file of hashes, without loading it."""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO


def is_breached(password: str, corpus: Path) -> bool:
    """Return whether `corpus` has the SHA-1 of `password`.

    `corpus` holds lines `HASH:count`, hashes in upper case, ascending, as the public corpus is distributed.
    About forty reads find a line among a thousand million. Raises OSError if it cannot be read.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with corpus.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            start, line = _line_from(file, middle)
            found = line[:40]
            if not line or found > wanted:
                high = middle
            elif found < wanted:
                low = start + len(line)
            else:
                return True
    return False


def _line_from(file: BinaryIO, offset: int) -> tuple[int, bytes]:
    """Return the first whole line that starts at `offset` or later, and where it starts."""
    if offset == 0:
        file.seek(0)
    else:
        file.seek(offset - 1)
        file.readline()
    start = file.tell()
    return start, file.readline()
