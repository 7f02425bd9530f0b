"""Start import: a table that was read is kept to look at; confirmed, its rows wait for the work loop."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _

from content.models import Import, ImportRow
from content.models.imports import ImportStatus, RowStatus
from content.queries.import_reading import ImportReading, Prepared
from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority

WRITERS = frozenset({Role.EDITOR})
CHUNK = 500


@action("keep_import")
def keep_import(
    reading: ImportReading, *, file_name: str, pictures: File | None, actor: User, at: datetime
) -> Import:
    """Return the saved import of `actor`'s branch with the rows of `reading`, for a look before it starts.

    The ZIP file is kept until the import has finished. No piece is made. Raises Refused unless `actor` is an
    editor with a branch.
    """
    subject = "imports"
    authority.require_role(actor, WRITERS, subject=subject)
    kept = Import(
        kind=reading.kind,
        branch=authority.own_branch(actor, subject=subject),
        uploaded_by=actor,
        uploaded_at=at,
        file_name=file_name[-120:],
        file_sha256=reading.file_sha256,
        notes=dict(reading.notes),
    )
    if pictures is not None:
        pictures.seek(0)
        kept.pictures.save("pictures.zip", pictures, save=False)
    kept.save()
    ImportRow.objects.bulk_create(_rows(kept, reading.rows), batch_size=CHUNK)
    return kept


@action("start_import")
def start_import(import_id: int, *, actor: User, at: datetime) -> Import:
    """Let the rows that wait be taken in, for the first time or after a stop, in the name of its uploader.

    Raises Refused (role; another branch's; only who uploaded it starts it, because the pieces will be theirs)
    and Conflict if it has finished.
    """
    held = Import.objects.select_for_update(of=("self",)).select_related("branch").get(pk=import_id)
    authority.require_role(actor, WRITERS, subject=held.subject)
    authority.require_oversight(actor, held.branch, subject=held.subject)
    authority.require_self(actor, held.uploaded_by, subject=held.subject)
    if held.status == ImportStatus.FINISHED:
        raise Conflict(_("This import has finished. Upload the file again to take in what was left."))
    if held.status == ImportStatus.RUNNING:
        return held
    held.rows.filter(status=RowStatus.WAITING).update(attempts=0, begun_at=None)
    held.status, held.stopped_because = ImportStatus.RUNNING, ""
    held.save(update_fields=["status", "stopped_because"])
    ledger.append(
        Stream.DECISIONS,
        "import.started",
        subject=held.subject,
        at=at,
        payload={
            "actor": actor.actor,
            "kind": held.kind,
            "file_sha256": held.file_sha256,
            "rows": held.rows.filter(status=RowStatus.WAITING).count(),
        },
    )
    return held


def _rows(kept: Import, prepared: Iterable[Prepared]) -> Iterable[ImportRow]:
    for one in prepared:
        status = (
            RowStatus.REFUSED if one.row.flaws else RowStatus.KNOWN if one.is_known else RowStatus.WAITING
        )
        yield ImportRow(
            source=kept,
            number=one.row.number,
            key=one.key,
            status=status,
            written=dict(one.row.written),
            values=dict(one.row.values),
            flaws=[asdict(flaw) for flaw in one.row.flaws],
        )
