"""Stop import: what was taken in stays, what waits stays waiting until somebody starts it again."""

from datetime import datetime

from content.models import Import
from content.models.imports import ImportStatus
from core import ledger
from core.actions import action
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority


@action("stop_import")
def stop_import(import_id: int, *, actor: User, at: datetime) -> Import:
    """Return the import, stopped if it was running. A row that is being taken in at this moment comes in.

    Raises Refused unless `actor` is an editor who oversees its branch.
    """
    held = Import.objects.select_for_update(of=("self",)).select_related("branch").get(pk=import_id)
    authority.require_role(actor, {Role.EDITOR}, subject=held.subject)
    authority.require_oversight(actor, held.branch, subject=held.subject)
    if held.status == ImportStatus.RUNNING:
        held.status = ImportStatus.STOPPED
        held.save(update_fields=["status"])
        ledger.append(
            Stream.DECISIONS, "import.stopped", subject=held.subject, at=at, payload={"actor": actor.actor}
        )
    return held


def interrupt_import(source: Import, because: str) -> None:
    """Stop it because its uploader may not go on (role or branch has changed); `because` is shown.

    The refusal itself is on record already: content.actions.take_row was refused.
    """
    Import.objects.filter(pk=source.pk, status=ImportStatus.RUNNING).update(
        status=ImportStatus.STOPPED, stopped_because=because[:200]
    )
