"""Take row: one row of an import becomes one draft of its uploader."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.log_actions import log
from wagtail.signal_handlers import disable_reference_index_auto_update

from content.domain.imports.columns import CellFlaw
from content.models import Component, ImportRow
from content.models.imports import ImportStatus, RowStatus
from content.queries.import_drafts import draft_of
from core.actions import action
from people.enums import Role
from people.models import User
from people.queries import authority


@action("take_row")
def take_row(row_id: int, pictures: Mapping[str, int], *, actor: User, at: datetime) -> RowStatus:
    """Make the draft of a row that waits, with its first revision, and return what the row is then.

    `pictures` gives the library's keys by the names in the row. A row that somebody else has taken, or whose
    import was stopped, is left as it is; one that says what is in the library already becomes KNOWN. Raises
    Refused unless `actor` uploaded the import, is an editor, and oversees its branch.
    """
    row = (
        ImportRow.objects.select_for_update(of=("self",))
        .select_related("source__branch", "source__uploaded_by")
        .get(pk=row_id)
    )
    source = row.source
    authority.require_role(actor, {Role.EDITOR}, subject=source.subject)
    authority.require_oversight(actor, source.branch, subject=source.subject)
    authority.require_self(actor, source.uploaded_by, subject=source.subject)
    if row.status != RowStatus.WAITING or source.status != ImportStatus.RUNNING:
        return RowStatus(row.status)
    if ImportRow.objects.known([row.key]):
        return _settle(row, RowStatus.KNOWN)
    try:
        with transaction.atomic():
            row.component = _write(row, pictures, actor, at)
            return _settle(row, RowStatus.TAKEN)
    except IntegrityError:
        row.component = None
        return _settle(row, RowStatus.KNOWN)


def refuse_row(row: ImportRow, flaws: Sequence[CellFlaw]) -> None:
    """Say of a row that waits why it cannot be taken in."""
    ImportRow.objects.filter(pk=row.pk, status=RowStatus.WAITING).update(
        status=RowStatus.REFUSED, flaws=[asdict(flaw) for flaw in flaws]
    )


def _write(row: ImportRow, pictures: Mapping[str, int], actor: User, at: datetime) -> Component:
    """Saving the draft notes what it refers to; its revision says the same, so that is not noted again."""
    draft = draft_of(row.source.kind, row.values, pictures, actor, at)
    draft.branch = row.source.branch
    draft.save()
    with disable_reference_index_auto_update():
        revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.create", user=actor, revision=revision, content_changed=True)
    return draft


def _settle(row: ImportRow, status: RowStatus) -> RowStatus:
    row.status = status
    row.save(update_fields=["status", "component"])
    return status
