"""Take calendar: a file of days, festivals or columns, read before, becomes the calendar."""

from collections import Counter
from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from content.models import CalendarDay, CalendarYear, Festival, WeeklyColumn
from content.queries.calendar_files import COLUMNS, DAYS, FESTIVALS, Reading, differences, years_of
from core import ledger
from core.actions import Conflict, Refused, action
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority

KEEPERS: Set[Role] = frozenset({Role.EDITOR, Role.OPERATOR})
"""Who keeps the calendar: the bank's at head office, columns in their branch."""


@action("take_calendar")
def take_calendar(reading: Reading, *, file_sha256: str, actor: User, at: datetime) -> Mapping[str, int]:
    """Write what `reading` says and return how many rows were added, changed, removed and left the same.

    A file of days is the whole of the years that it names; festivals and columns go by their code, and
    none is removed. Taken twice it changes nothing. Raises Conflict for a reading with errors, Refused unless
    `actor` is an editor or operator of the head office (of the column's branch or one above it for columns).
    """
    subject = f"calendar:{reading.sort or 'unread'}"
    authority.require_role(actor, KEEPERS, subject=subject)
    if reading.errors:
        raise Conflict(_("The file has errors and was not taken in. Mend them and choose it again."))
    if reading.sort != COLUMNS and not authority.own_branch(actor, subject=subject).is_head_office:
        raise Refused(
            _("The bank's calendar is kept by the head office."),
            actor=actor.actor,
            subject=subject,
            rule="head office",
        )
    for row in reading.rows if reading.sort == COLUMNS else ():
        _require_column(actor, row, subject)
    counted = Counter(found.deed for found in differences(reading))
    _WRITERS[reading.sort](reading)
    if set(counted) - {"same"}:
        ledger.append(
            Stream.DECISIONS,
            "calendar.taken",
            subject=subject,
            at=at,
            payload={"actor": actor.actor, "file_sha256": file_sha256, **counted},
        )
    return {deed: counted[deed] for deed in ("added", "changed", "removed", "same")}


def _require_column(actor: User, row: Mapping[str, Any], subject: str) -> None:
    """A column may neither be put into a branch that is not the actor's, nor be taken from one."""
    authority.require_oversight(actor, row["branch"], subject=subject)
    kept = WeeklyColumn.objects.select_related("branch").filter(code=row["code"]).first()
    if kept is not None:
        authority.require_oversight(actor, kept.branch, subject=subject)


def _write_days(reading: Reading) -> None:
    for (table, number), rows in years_of(reading).items():
        year, _made = CalendarYear.objects.select_for_update().get_or_create(
            table=table, year=number, defaults={"source": rows[0]["source"]}
        )
        kept = {day.day: (day.is_open, day.name) for day in year.days.all()}
        given = {row["day"]: (row["is_open"], row["name"]) for row in rows}
        verified = all(row["is_verified"] for row in rows)
        year.is_verified = verified or (year.is_verified and kept == given)
        year.source = rows[0]["source"]
        year.save()
        if kept != given:
            CalendarDay.objects.filter(year=year).delete()
            CalendarDay.objects.bulk_create(
                CalendarDay(year=year, day=day, is_open=is_open, name=name)
                for day, (is_open, name) in given.items()
            )


def _write_festivals(reading: Reading) -> None:
    for row in reading.rows:
        Festival.objects.update_or_create(code=row["code"], defaults=dict(row))


def _write_columns(reading: Reading) -> None:
    for row in reading.rows:
        WeeklyColumn.objects.update_or_create(code=row["code"], defaults=dict(row))


_WRITERS = {DAYS: _write_days, FESTIVALS: _write_festivals, COLUMNS: _write_columns}
