"""Names of an archive's entries, and the words for what is wrong with an archive. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from zipfile import ZipInfo

from content.domain.hidden_characters import find_hidden

_NAME_IS_UTF8 = 0x800
_NAME_OCTETS = 255
_DRIVE = re.compile(r"^[A-Za-z]:")


class ArchiveFlaw(StrEnum):
    NOT_AN_ARCHIVE = "not_an_archive"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    RATIO = "ratio"
    NESTED = "nested"
    ENCRYPTED = "encrypted"
    METHOD = "method"
    OVERLAPPING = "overlapping"
    NAME = "name"
    DUPLICATE = "duplicate"
    NOT_A_FILE = "not_a_file"


class ArchiveRefused(ValueError):
    """Nothing of this archive is used. `name` is the entry at fault, where it is one."""

    def __init__(self, flaw: ArchiveFlaw, name: str = "") -> None:
        super().__init__(flaw.value, name)
        self.flaw = flaw
        self.name = name


def name_of(info: ZipInfo) -> str:
    """Return the entry's name as people wrote it.

    Windows in Chinese writes names in GB 18030 without saying so; names that claim nothing and are not that
    are refused. Raises ArchiveRefused for every name that could point outside, or that hides what it is.
    """
    name = info.orig_filename
    if not info.flag_bits & _NAME_IS_UTF8 and not name.isascii():
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError as error:
            raise ArchiveRefused(ArchiveFlaw.NAME) from error
    parts = name.removesuffix("/").split("/")
    if (
        not all(parts)
        or {".", ".."} & set(parts)
        or "\\" in name
        or _DRIVE.match(name)
        or len(name.encode("utf-8", "surrogatepass")) > _NAME_OCTETS
        or find_hidden(name)
        or not name.isprintable()
    ):
        raise ArchiveRefused(ArchiveFlaw.NAME, name)
    return name


def require_distinct(names: Sequence[str]) -> None:
    """Raise ArchiveRefused when two names are one file to some system, whatever the case of letters."""
    seen: set[str] = set()
    for name in names:
        same = unicodedata.normalize("NFKC", name).casefold().removesuffix("/")
        if same in seen:
            raise ArchiveRefused(ArchiveFlaw.DUPLICATE, name)
        seen.add(same)
