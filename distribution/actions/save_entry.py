"""Save an entry: write it into its programme, and copies of it onto other days of the week."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.actions import Conflict, action
from distribution.actions.mark_stale import mark_stale
from distribution.enums import EntryMode
from distribution.models import ProgrammeEntry
from distribution.queries.authority import require_own
from people.models import User

STANDS_FOR = frozenset({EntryMode.REPLACE, EntryMode.LEAVE_OUT})


@action("save entry")
def save_entry(entry: ProgrammeEntry, *, also_on: Collection[str] = (), actor: User) -> ProgrammeEntry:
    """Write `entry`, new or changed, and a copy of it for each weekday of `also_on`; return it.

    Packages are built anew. The caller has validated its fields. Raises Refused unless the programme is of
    the actor's own branch; Conflict if it stands for an entry that no branch above has: a programme inherits
    nothing from itself or from a branch beside it.
    """
    require_own(actor, entry.programme)
    if entry.mode in STANDS_FOR and not _is_inherited(entry):
        raise Conflict(_("What this stands for is no longer there. Look at the week again."))
    is_new = entry.pk is None
    entry.save()
    for weekday in sorted(set(also_on) - {entry.weekday}):
        copy = ProgrammeEntry.objects.get(pk=entry.pk)
        copy.pk, copy.weekday = None, weekday
        copy.save()
    mark_stale()
    log(
        entry.programme,
        "wagtail.edit",
        user=actor,
        title=str(_("New entry: %(entry)s") if is_new else _("Entry changed: %(entry)s")) % {"entry": entry},
    )
    return entry


def _is_inherited(entry: ProgrammeEntry) -> bool:
    if entry.replaces_id is None:
        return False
    above = entry.programme.branch.lineage_paths()[:-1]
    return ProgrammeEntry.objects.filter(pk=entry.replaces_id, programme__branch__path__in=above).exists()
