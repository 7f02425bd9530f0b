"""What a kind of component declares. Form, viewset, menu entry, freshness and due time all follow from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from wagtail.blocks import Block, StreamBlock

from content.domain.document import Document
from content.domain.merge import FIELDS
from content.enums import KindGroup


def _always_fresh(document: Document) -> datetime | None:
    return None


def _for_thirty_days(at: datetime) -> datetime:
    return at + timedelta(days=30)


def for_a_year(at: datetime) -> datetime:
    """Return a year after `at`: for what does not age."""
    return at + timedelta(days=365)


def end_of_day(at: datetime) -> datetime:
    """Return the end of the business day of `at`."""
    return start_of_day(at.astimezone(ZoneInfo(settings.TIME_ZONE)).date() + timedelta(days=1))


def start_of_day(day: date) -> datetime:
    """Return midnight at the beginning of a business day."""
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def opening_items(*values: Any) -> list[dict[str, Any]]:
    """Return the raw value of a ListBlock, as its column stores it: each entry with an id of its own."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


class ProductNeed(StrEnum):
    """Whether a piece of a kind is about a product of the bank."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True)
class Kind:
    """One kind.

    `purpose` says in one line what it is for. `blocks` are the typed blocks of its body, each required once
    unless it is in `optional`. `stale_at` gives the moment from which a document of this kind is stale
    whatever its validity says, or None. `opens_with` is the raw body of a new form, `opens_until` the end of
    validity that it proposes. `figures` names the fields that copying from yesterday empties. `due` is the
    time that review may take. `needs_channels` is false for what managers read and nobody is sent;
    `opens_channels` are those that a new form shows.
    `merge_fields` are those that its channel texts may have filled in for each manager.
    `rests_on_consent`: it tells of a customer who may withdraw; it is told once, so that it is not copied,
    and its pictures are looked at before submission.
    """

    code: str
    label: str | Promise
    label_plural: str | Promise
    icon: str
    group: KindGroup
    purpose: str | Promise
    blocks: tuple[tuple[str, Block], ...]
    due: timedelta
    opens_with: Callable[[], Sequence[dict[str, Any]]]
    stale_at: Callable[[Document], datetime | None] = _always_fresh
    opens_until: Callable[[datetime], datetime] = _for_thirty_days
    product: ProductNeed = ProductNeed.NEVER
    needs_channels: bool = True
    opens_channels: tuple[str, ...] = ("moments",)
    rests_on_consent: bool = False
    optional: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    checklist: tuple[str | Promise, ...] = ()
    disclosures: tuple[str, ...] = ()
    merge_fields: tuple[str, ...] = FIELDS

    def body_block(self) -> StreamBlock:
        """Return the block that this kind's form edits."""
        counts = {
            name: {"max_num": 1} if name in self.optional else {"min_num": 1, "max_num": 1}
            for name, _ in self.blocks
        }
        names = [name for name, _ in self.blocks]
        return StreamBlock(
            list(self.blocks),
            block_counts=counts,
            required=True,
            form_classname="armoury-once",
            form_attrs={
                "data-once": " ".join(names),
                "data-optional": " ".join(name for name in names if name in self.optional),
            },
        )
