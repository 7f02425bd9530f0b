"""Names of files: what people read, and what a browser may be told to call a download. Pure."""

import re

from content.domain.hidden_characters import without_hidden

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|;%]+')
_NAME_CHARACTERS = 80


def visible(text: str) -> str:
    """Return `text` without what a reader cannot see, such as marks that turn a line around."""
    return " ".join(without_hidden(text)[0].split())


def extension_of(name: str) -> str:
    """Return what stands behind the last dot, in small letters, or nothing."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def download_name(title: str, extension: str) -> str:
    """Return a name that every system takes: no path, no control character, no leading or trailing dot."""
    stem = _NOT_IN_A_NAME.sub("_", visible(title))[:_NAME_CHARACTERS].strip(" ._")
    return f"{stem or 'file'}.{extension}"
