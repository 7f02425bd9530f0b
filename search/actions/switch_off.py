"""Switch off: a line that came with the product does not hold in this bank."""

from datetime import datetime

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.models import User
from search.actions.keeping import SUBJECT, begin_change
from search.domain.lexicon import shipped_lines
from search.models import DictionaryEntry


@action("switch off a line of the dictionary")
def switch_off(text: str, *, actor: User, at: datetime) -> DictionaryEntry:
    """Take the shipped line of this text out of force, and record it.

    Raises what `begin_change` raises; KeyError for a line that is not shipped; Conflict if it is off already.
    """
    begin_change(actor)
    if text not in {str(line) for line in shipped_lines()}:
        raise KeyError(text)
    if DictionaryEntry.objects.filter(text=text, is_active=True).exists():
        raise Conflict(_("Somebody has switched this line off already. Load the list again."))
    made = DictionaryEntry.objects.create(text=text, switches_off=True, saved_by=actor, saved_at=at)
    ledger.append(
        Stream.DECISIONS,
        "dictionary.switched_off",
        subject=SUBJECT,
        at=at,
        payload={"by": actor.actor, "line": text, "entry": str(made.public_id)},
    )
    return made
