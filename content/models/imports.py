"""Imports of existing pieces: the files that came, and what became of each row."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.kinds import kind_choices
from content.models.component import Component
from people.models import Branch, BranchOwnedQuerySet, User

CHUNK = 500


class ImportStatus(models.TextChoices):
    PREVIEWED = "previewed", _("Waits for you to confirm")
    RUNNING = "running", pgettext_lazy("import", "Running")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", pgettext_lazy("import", "Finished")


class RowStatus(models.TextChoices):
    WAITING = "waiting", _("Waits")
    TAKEN = "taken", _("Taken in")
    KNOWN = "known", _("Was there already")
    REFUSED = "refused", _("Not taken")


def _place(instance: "Import", name: str) -> str:
    return f"imports/{uuid.uuid4().hex}.zip"


class Import(models.Model):
    """One upload of a table with or without pictures. Its ZIP file is deleted when it has finished.

    Changed by content.actions.start_import, take_row, stop_import and finish_import.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=32, choices=kind_choices)
    branch = models.ForeignKey(Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        User, verbose_name=_("uploaded by"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    file_name = models.CharField(_("file"), max_length=120)
    file_sha256 = models.CharField(max_length=64)
    pictures = models.FileField(upload_to=_place, blank=True)
    status = models.CharField(
        _("status"), max_length=16, choices=ImportStatus, default=ImportStatus.PREVIEWED
    )
    stopped_because = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    notes = models.JSONField(default=dict)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["status"],
                condition=models.Q(status__in=["running", "previewed"]),
                name="import_open",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def subject(self) -> str:
        """The opaque id by which the ledger knows it."""
        return f"import:{self.public_id}"

    def count(self) -> dict[str, int]:
        """Return how many rows have each status. One query."""
        found = dict(self.rows.values_list("status").annotate(count=models.Count("pk")).order_by())
        return {status.value: found.get(status.value, 0) for status in RowStatus}


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def known(self, keys: Iterable[str]) -> set[str]:
        """Return which of `keys` have become a piece that is still there."""
        wanted = sorted({key for key in keys if key})
        found: set[str] = set()
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            found.update(self.filter(key__in=chunk, component__isnull=False).values_list("key", flat=True))
        return found


class ImportRow(models.Model):
    """One row: what was written, what it means, what became of it.

    `key` says which row it is (content.domain.imports.keys); the constraint lets it become one piece, until
    that is deleted. Who takes it writes down when it was begun, and how often: for a minute it is theirs, and
    one that kills its process each time is given up.
    """

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=16, choices=RowStatus, default=RowStatus.WAITING)
    written = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    flaws = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    component = models.ForeignKey(
        Component, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: Any = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="import_row_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(component__isnull=False),
                name="import_row_taken_once",
            ),
        ]
        indexes = [models.Index(fields=["source", "status", "attempts", "number"], name="import_row_next")]

    def __str__(self) -> str:
        return f"{self.source_id}/{self.number}"
