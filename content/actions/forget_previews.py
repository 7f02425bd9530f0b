"""Forget previews: imports that nobody confirmed go, with their rows and their files."""

from datetime import datetime

from content.models import Import
from content.models.imports import ImportStatus


def forget_previews(before: datetime) -> int:
    """Delete imports uploaded before `before` that were only looked at, and return how many."""
    forgotten = 0
    for old in Import.objects.filter(status=ImportStatus.PREVIEWED, uploaded_at__lt=before):
        deleted, _models = Import.objects.filter(pk=old.pk, status=ImportStatus.PREVIEWED).delete()
        if deleted and old.pictures.name:
            old.pictures.storage.delete(old.pictures.name)
        forgotten += bool(deleted)
    return forgotten
