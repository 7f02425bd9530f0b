"""A file of whom managers reach, read and looked at against the bank's staff."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from content.domain.sheets import SheetFlaw, SheetLimits, SheetRefused, read_sheet
from content.enums import Segment
from distribution.domain.reach import (
    BY_PAGE,
    HEADINGS,
    FileLimits,
    ReachTable,
    RowError,
    RowFlaw,
    Trouble,
    Unreadable,
    csv_lines,
    read_reach,
)
from people.enums import Role
from people.models import User

CHUNK = 500
WORKBOOK = b"PK\x03\x04"
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class ReachFile:
    """What a file says, who the managers in it are, and what is wrong by line, in words."""

    table: ReachTable
    managers: Mapping[str, User]
    errors: tuple[tuple[int, str], ...]


def read_file(content: bytes, actor: User, limits: FileLimits = BY_PAGE) -> ReachFile:
    """Return what the bytes of a CSV or XLSX file say. Managers are looked for below the actor's branch.

    Raises Unreadable for what is no such table at all, or larger than `limits`.
    """
    table = read_reach(_lines(content, limits), _segment_codes(), limits)
    managers = _managers({row.manager for row in table.rows}, actor)
    errors = [(error.line, _row_words(error)) for error in table.errors]
    errors += [
        (row.line, _("There is no customer manager “%(name)s” in your branch.") % {"name": row.manager})
        for row in table.rows
        if row.manager not in managers
    ]
    return ReachFile(table, managers, tuple(sorted(errors)))


def trouble_words(trouble: Trouble, limits: FileLimits = BY_PAGE) -> str:
    """Return why a file cannot be read, and what to do."""
    heads = "，".join(writings[0] for writings in HEADINGS.values())
    return {
        Trouble.NO_TEXT: _("The file is not text in UTF-8 or GB18030. Save it as CSV UTF-8 or as XLSX."),
        Trouble.NO_TABLE: _("The file is no table. Save it as CSV or XLSX from a spreadsheet program."),
        Trouble.NO_HEADINGS: _("The first line must have the headings: %(heads)s.") % {"heads": heads},
        Trouble.EMPTY: _("There is nothing in the file."),
        Trouble.TOO_MANY: _(
            "There are more than %(most)d rows. Give some managers in one file, the rest in another."
        )
        % {"most": limits.rows},
    }[trouble]


def _row_words(error: RowError) -> str:
    return {
        RowFlaw.NO_MANAGER: _("The manager is missing."),
        RowFlaw.NO_CUSTOMER: _("The customer's number is missing."),
        RowFlaw.TOO_LONG: _("The customer's number is too long."),
        RowFlaw.NO_SUCH_SEGMENT: _("“%(written)s” is no customer segment.") % {"written": error.written},
        RowFlaw.NO_SUCH_TOLERANCE: _("“%(written)s” is no risk tolerance: write C1 to C5, or leave it empty.")
        % {"written": error.written},
        RowFlaw.TWICE: _("This customer stands in this manager's segment already."),
    }[error.flaw]


def _lines(content: bytes, limits: FileLimits) -> Iterator[tuple[int, Sequence[str]]]:
    if not content.startswith(WORKBOOK):
        yield from csv_lines(content)
        return
    sheet = SheetLimits(
        octets=limits.octets, rows=limits.rows + 1, columns=len(HEADINGS) + 4, cell_characters=200
    )
    try:
        for row in read_sheet(content, sheet).rows:
            yield row.number, row.cells
    except SheetRefused as refusal:
        trouble = Trouble.TOO_MANY if refusal.flaw is SheetFlaw.TOO_MANY_ROWS else Trouble.NO_TABLE
        raise Unreadable(trouble) from refusal


def _segment_codes() -> dict[str, str]:
    """A segment may be written by its code or by its name in either language."""
    codes = {code: code for code in Segment.values}
    for language in LANGUAGES:
        with override(language):
            codes |= {str(segment.label): segment.value for segment in Segment}
    return codes


def _managers(names: set[str], actor: User) -> dict[str, User]:
    if actor.branch is None:
        return {}
    found: dict[str, User] = {}
    ordered = sorted(names)
    below = User.objects.filter(
        is_active=True, groups__name=Role.MANAGER, branch__path__startswith=actor.branch.path
    )
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        for user in below.filter(Q(username__in=chunk) | Q(staff_number__in=chunk)):
            found |= {user.username: user, user.staff_number: user}
    return {name: user for name, user in found.items() if name in names}
