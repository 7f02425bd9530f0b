"""What a kind of component declares. Form, viewset, menu entry, freshness and due time all follow from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils.functional import Promise
from wagtail.blocks import Block, StreamBlock

from content.domain.document import Document


def _always_fresh(document: Document) -> datetime | None:
    return None


def _for_thirty_days(at: datetime) -> datetime:
    return at + timedelta(days=30)


def opening_items(*values: Any) -> list[dict[str, Any]]:
    """Return the raw value of a ListBlock, as its column stores it: each entry with an id of its own."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


@dataclass(frozen=True)
class Kind:
    """One kind.

    `blocks` are the typed blocks of its body, each required once unless it is in `optional`. `stale_at` gives
    the moment from which a document of this kind is stale whatever its validity says, or None. `opens_with`
    is the raw body of a new form, `opens_until` the end of validity that it proposes. `figures` names the
    fields that copying from yesterday empties. `due` is the time that review may take.
    """

    code: str
    label: str | Promise
    label_plural: str | Promise
    icon: str
    blocks: tuple[tuple[str, Block], ...]
    due: timedelta
    opens_with: Callable[[], Sequence[dict[str, Any]]]
    stale_at: Callable[[Document], datetime | None] = _always_fresh
    opens_until: Callable[[datetime], datetime] = _for_thirty_days
    needs_product: bool = False
    optional: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    checklist: tuple[str | Promise, ...] = ()
    disclosures: tuple[str, ...] = ()

    def body_block(self) -> StreamBlock:
        """Return the block that this kind's form edits."""
        counts = {
            name: {"max_num": 1} if name in self.optional else {"min_num": 1, "max_num": 1}
            for name, _ in self.blocks
        }
        return StreamBlock(list(self.blocks), block_counts=counts, required=True)
