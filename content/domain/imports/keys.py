"""Which row it is: a hash of what it says, so that nothing comes in twice. Pure."""

from collections.abc import Iterable, Mapping

from content.domain.imports.columns import PICTURED, Column
from content.domain.imports.rows import Value
from core.domain import canonical
from core.domain.canonical import Canonical


def row_key(
    kind: str, branch: str, columns: Iterable[Column], values: Mapping[str, Value], hashes: Mapping[str, str]
) -> str:
    """Return the SHA-256 of kind, owning branch and values, pictures by the `hashes` of their bytes.

    A picture that was only renamed, a row that moved in the sheet and an empty column change nothing.
    """
    pictured = {column.code for column in columns if column.form in PICTURED}
    said: dict[str, Canonical] = {
        code: _by_bytes(value, hashes) if code in pictured else _plain(value)
        for code, value in values.items()
        if value
    }
    document: dict[str, Canonical] = {"schema": 1, "kind": kind, "branch": branch, "values": said}
    return canonical.sha256(canonical.encode(document))


def _by_bytes(value: Value, hashes: Mapping[str, str]) -> Canonical:
    return [hashes[name] for name in ([value] if isinstance(value, str) else value)]


def _plain(value: Value) -> Canonical:
    return value if isinstance(value, str) else list(value)
