"""All guards; importing a module declares its own."""

from tests.ways.guards import (
    deciding,
    going_live,
    in_review,
    ownership,
    pages,
    personal,
    readers,
    sending,
    systems,
    tables,
)
from tests.ways.guards.base import GUARDS, Guard, got_through

DECLARED = (going_live, in_review, deciding, ownership, readers, sending, pages, personal, systems, tables)

__all__ = ["DECLARED", "GUARDS", "Guard", "got_through"]
