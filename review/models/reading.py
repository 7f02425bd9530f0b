"""What stands in pictures: readings, what waits to be read, what was typed by hand, what should be masked."""

import json
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.domain import canonical
from people.models import User
from review.domain.pictures.reading import Reading
from review.enums import ReadingTrouble


class ReadingTampered(Exception):
    """A kept reading no longer has its hash. Nothing may rest on it."""


class PictureReading(models.Model):
    """What one version of the reader saw in the picture with this SHA-256.

    Written by review.actions.read_waiting, and frozen; only when the picture is erased, `result` is emptied
    and `erased_at` set (review.actions.erase_story).
    """

    sha256 = models.CharField(max_length=64)
    reader = models.CharField(max_length=80)
    result = models.BinaryField(blank=True)
    result_sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("reading of a picture")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "reader"], condition=models.Q(erased_at=None), name="picture_read_once"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @cached_property
    def reading(self) -> Reading:
        """What was seen. Raises ReadingTampered if it was changed or erased."""
        body = bytes(self.result)
        if canonical.sha256(body) != self.result_sha256:
            raise ReadingTampered(self.sha256)
        return Reading.from_jsonable(json.loads(body))


class WaitingPicture(models.Model):
    """A picture to be read, gone once it is. `trouble` is set when nobody tries any more.

    `attempts` counts the tries that were begun; `due_at` is when the next one may begin.
    """

    sha256 = models.CharField(max_length=64)
    reader = models.CharField(max_length=80)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    trouble = models.CharField(max_length=12, choices=ReadingTrouble, blank=True)

    class Meta:
        verbose_name = _("picture to be read")
        constraints = [
            models.UniqueConstraint(fields=["sha256", "reader"], name="picture_waits_once"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class PictureTranscript(models.Model):
    """The words in a picture of a piece as an author typed them, where the reader failed. The newest counts.

    It names the piece by its public id, so that a draft can still be deleted.
    """

    component_public_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("typed text of a picture")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["component_public_id", "sha256"], name="transcript_of_picture"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class MaskProposal(models.Model):
    """Where somebody's data seem to stand in a picture: areas alone, none of the words.

    So nothing of what stands in a customer's unmasked picture is kept beside the picture itself.
    """

    sha256 = models.CharField(max_length=64)
    reader = models.CharField(max_length=80)
    areas = models.JSONField(default=list)

    class Meta:
        verbose_name = _("proposal for masking")
        constraints = [
            models.UniqueConstraint(fields=["sha256", "reader"], name="masking_proposed_once"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
