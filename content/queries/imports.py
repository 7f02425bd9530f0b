"""Imports as the desk and the work loop see them."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from content.domain.imports.columns import PICTURED
from content.models import Import, ImportRow
from content.models.imports import ImportStatus, RowStatus
from content.queries.import_columns import columns_of
from people.models import User


def own_imports(user: User) -> QuerySet[Import]:
    """Return the imports that `user` oversees, newest first, with branch and uploader."""
    found: QuerySet[Import] = Import.objects.overseen_by(user).select_related("branch", "uploaded_by")
    return found


def running_imports() -> QuerySet[Import]:
    """Return the imports that the work loop goes on with, oldest first."""
    found: QuerySet[Import] = Import.objects.filter(status=ImportStatus.RUNNING).order_by("pk")
    return found


def with_counts(imports: QuerySet[Import]) -> QuerySet[Import]:
    """Return them with `taken`, `refused` and `waiting`, the numbers of rows. No further query."""
    return imports.annotate(
        **{
            name: Count("rows", filter=Q(rows__status=status))
            for name, status in (
                ("taken", RowStatus.TAKEN),
                ("refused", RowStatus.REFUSED),
                ("waiting", RowStatus.WAITING),
            )
        }
    )


def refused_rows(source: Import) -> Sequence[ImportRow]:
    """Return the rows of `source` that were not taken, in the order of the sheet."""
    return list(source.rows.filter(status=RowStatus.REFUSED).order_by("number"))


def pictures_named(row: ImportRow) -> list[str]:
    """Return the names of the pictures that `row` uses, each once."""
    names: list[str] = []
    for one in columns_of(row.source.kind):
        if one.column.form in PICTURED:
            value = row.values.get(one.code, [])
            names += [value] if isinstance(value, str) else value
    return list(dict.fromkeys(names))
