"""Delete an entry. What it stood for holds again."""

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.actions import action
from distribution.actions.mark_stale import mark_stale
from distribution.models import ProgrammeEntry
from distribution.queries.authority import require_own
from people.models import User


@action("delete entry")
def delete_entry(entry: ProgrammeEntry, *, actor: User) -> None:
    """Delete `entry`; packages are built anew. Raises Refused unless its programme is of the actor's own
    branch.
    """
    require_own(actor, entry.programme)
    entry.delete()
    mark_stale()
    words = _("Entry deleted: %(entry)s") % {"entry": entry}
    log(entry.programme, "wagtail.edit", user=actor, title=words)
