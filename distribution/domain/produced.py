"""The bytes that a manager takes out, with all their inputs, as one canonical document."""

from collections.abc import Mapping, Sequence

from core.domain import canonical
from core.domain.canonical import Canonical

SCHEMA = 4
"""Since 2 with wording and call to action, since 3 with the fields that were filled in,
since 4 with the opening line and the poster that was drawn."""


def produced(
    *,
    edition: str,
    edition_sha256: str,
    channel: str,
    segment: str,
    manager: str,
    wording: int,
    text: str,
    pictures: Sequence[str],
    action: dict[str, Canonical] | None,
    fields: Mapping[str, str],
    opening: Mapping[str, Canonical] | None,
    poster: Mapping[str, Canonical] | None,
) -> bytes:
    """Return what was handed out and from which edition for whom, pictures by hash, the call
    to action as it was frozen. Pure and repeatable.

    `wording` says which of the channel's approved wordings `text` is, 0 is the main one; `fields` what was
    filled into it; `opening` the line before it and where that comes from; `poster` by its hash with what was
    drawn into which picture.
    """
    return canonical.encode(
        {
            "schema": SCHEMA,
            "edition": edition,
            "edition_sha256": edition_sha256,
            "channel": channel,
            "segment": segment,
            "manager": manager,
            "wording": wording,
            "text": text,
            "pictures": list(pictures),
            "action": action,
            "fields": dict(fields),
            "opening": dict(opening) if opening is not None else None,
            "poster": dict(poster) if poster is not None else None,
        }
    )
