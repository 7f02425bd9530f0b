"""Take back: what the bank added, or switched off, holds no more."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.models import User
from search.actions.keeping import SUBJECT, begin_change
from search.models import DictionaryEntry


@action("take back an entry of the dictionary")
def take_back(entry_id: UUID, *, actor: User, at: datetime) -> DictionaryEntry:
    """Put the entry out of force for every process at once, and record it.

    Raises what `begin_change` raises; DictionaryEntry.DoesNotExist; Conflict if somebody was quicker.
    """
    begin_change(actor)
    entry = DictionaryEntry.objects.get(public_id=entry_id)
    if not entry.is_active:
        raise Conflict(_("Somebody has taken this entry back already. Load the list again."))
    entry.is_active, entry.is_taken_in, entry.taken_until = False, False, 0
    entry.saved_by, entry.saved_at = actor, at
    entry.save(update_fields=["is_active", "is_taken_in", "taken_until", "saved_by", "saved_at"])
    ledger.append(
        Stream.DECISIONS,
        "dictionary.taken_back",
        subject=SUBJECT,
        at=at,
        payload={"by": actor.actor, "line": entry.text, "entry": str(entry.public_id)},
    )
    return entry
