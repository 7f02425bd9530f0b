"""Checking what was written in blocks, one form at a time in each process.

For a draft, Wagtail switches `required` off on the block objects themselves while it checks. All threads
share those objects: a submission checked in that moment would pass incomplete, and two drafts at once could
leave `required` off for good.
"""

from threading import RLock
from typing import Any

from wagtail.blocks import BlockField
from wagtail.blocks.base import Block

_turn = RLock()


class CheckedField(BlockField):
    """A form's field of blocks. It waits for its turn."""

    def clean(self, value: Any) -> Any:
        with _turn:
            return super().clean(value)


def check(block: Block, value: Any) -> None:
    """Check `value` as a whole piece, nothing left out. Raises ValidationError."""
    with _turn:
        block.clean(value)
