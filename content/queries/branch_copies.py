"""Copies of head-office pieces: what their source says now, and how that differs from what the branch has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.utils.dateparse import parse_datetime

from content import registry
from content.domain.document import Document
from content.domain.three_way import (
    ABSENT,
    FIELDS,
    STREAMS,
    Difference,
    differences,
    incoming,
    places,
    woven,
)
from content.kinds import Kind
from content.models import BranchCopy, Component, Product
from content.queries.freezing import chosen_images, document_of
from content.queries.opening import blank_component
from content.queries.thawing import pictures_for, thaw
from content.registry import Version
from core.domain import canonical
from people.models import User
from people.queries.authority import oversees


@dataclass(frozen=True, slots=True)
class Update:
    """The newest version of a copy's source, and every place that differs from the branch's draft."""

    version: Version
    document: Document
    draft: Component
    found: tuple[Difference, ...]

    @property
    def incoming(self) -> tuple[Difference, ...]:
        return incoming(self.found)


class Standing(Enum):
    """Where a copy stands towards its source."""

    CURRENT = auto()
    UPDATE = auto()
    OVER = auto()
    """What was copied was an edition, and none is in force any more."""


def standing_of(copy: BranchCopy, at: datetime) -> Standing:
    """Return where one copy stands."""
    return standings([copy], at)[copy.component_id]


def standings(copies: Sequence[BranchCopy], at: datetime) -> dict[int, Standing]:
    """Return where each copy stands, by the key of its component. One query for all."""
    newest = newest_versions(copies, at)
    return {copy.component_id: _standing(copy, newest.get(copy.source_id or 0)) for copy in copies}


def updated_copies(user: User, at: datetime) -> list[BranchCopy]:
    """Return the copies of the user's own branch for which there is an update. Two queries."""
    if user.branch is None:
        return []
    own = BranchCopy.objects.filter(component__branch=user.branch).select_related("component")
    copies = list(own.defer("base", "component__body", "component__channels").order_by("-component"))
    found = standings(copies, at)
    return [copy for copy in copies if found[copy.component_id] is Standing.UPDATE]


def version_of(source: Component, user: User, at: datetime) -> tuple[Version, Document] | None:
    """Return what `user` may take of `source`: its edition in force, else the draft of an overseen piece."""
    issued = registry.in_force(source.pk, user, at) if registry.in_force else None
    if issued is not None or not oversees(user, source.branch):
        return issued
    document = document_of(source.get_latest_revision_as_object())
    return Version(canonical.sha256(canonical.encode(document)), ""), document


def newest_versions(copies: Sequence[BranchCopy], at: datetime) -> Mapping[int, Version]:
    """Return the edition in force of each copy's source by the source's key. One query for all."""
    keys = {copy.source_id for copy in copies if copy.source_id is not None}
    return registry.newest_versions(keys, at) if registry.newest_versions and keys else {}


def update_of(copy: BranchCopy, user: User, at: datetime) -> Update | None:
    """Return what the source of `copy` says now, compared with the draft.

    None if there is nothing that `user` may read. Raises OriginDamaged.
    """
    told = version_of(copy.source, user, at) if copy.source is not None else None
    if told is None:
        return None
    version, document = told
    draft = copy.component.get_latest_revision_as_object()
    found = differences(copy.places, places(document), places(document_of(draft)))
    return Update(version, document, draft, found)


def draft_from(kind: Kind, document: Document, author: User, at: datetime) -> Component:
    """Return an unsaved component of the author's branch that says, and ends, as `document` does."""
    draft = blank_component(kind, author, at)
    draft.body, draft.channels = [], []
    write_places(draft, places(document), document, author)
    return draft


def write_places(draft: Component, wanted: Mapping[str, Any], document: Document, user: User) -> None:
    """Make `draft` say what `wanted` says at its places. New blocks stand where `document` has them.

    Pictures are found by their hash among those of the draft and those within the reach of `user`.
    """
    pictures = pictures_for([document], user) | {
        image.content_sha256: image.pk for image in chosen_images(draft)
    }
    for name in FIELDS:
        if name in wanted:
            _write_field(draft, name, wanted[name])
    for stream in STREAMS:
        blocks = {
            place.removeprefix(f"{stream}/"): value
            for place, value in wanted.items()
            if place.startswith(f"{stream}/")
        }
        if blocks:
            setattr(draft, stream, _rewritten(draft, stream, blocks, document, pictures))


def _write_field(draft: Component, name: str, value: Any) -> None:
    if name == "product":
        draft.product = Product.objects.filter(code=value).first()
    elif name == "validity/until":
        draft.valid_until = _moment(value) or draft.valid_until
    elif name == "audience/segments":
        draft.segments = list(value)
    else:
        setattr(draft, name.removeprefix("audience/"), value)


def _rewritten(
    draft: Component, stream: str, wanted: Mapping[str, Any], document: Document, pictures: Mapping[str, int]
) -> list[dict[str, Any]]:
    present = {block["type"]: block for block in getattr(draft, stream).get_prep_value()}
    theirs = {block["type"]: block for block in document[stream]}
    declared = draft.body.stream_block if stream == "body" else draft.channels.stream_block
    for name, value in wanted.items():
        if value is ABSENT:
            present.pop(name, None)
            continue
        kept = present.get(name) or {"id": theirs[name]["id"]}
        raw = thaw(declared.child_blocks[name], value, pictures)
        present[name] = {"type": name, "value": raw, "id": kept["id"]}
    standing = [block.block_type for block in getattr(draft, stream) if block.block_type in present]
    return [present[name] for name in woven(standing, list(theirs)) if name in present]


def _standing(copy: BranchCopy, newest: Version | None) -> Standing:
    if newest is None:
        return Standing.OVER if copy.number else Standing.CURRENT
    return Standing.CURRENT if newest.sha256 == copy.version_sha256 else Standing.UPDATE


def _moment(value: str | None) -> datetime | None:
    return parse_datetime(value) if value else None
