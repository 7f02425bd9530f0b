"""Customers' stories as managers send them in, their pictures, and what was said about masking them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.enums import MaskVerdict
from content.models.component import Component
from people.models import Branch, BranchOwnedQuerySet, User


class Story(models.Model):
    """What one manager sent in, written by content.actions.take_story: the words, and the customer's consent.

    `component` is the piece that editors make of it; it is closed, never deleted. `told` is emptied when the
    story is erased. Whether the consent was withdrawn, review says (review.models.ConsentWithdrawal).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request_key = models.UUIDField()
    component = models.OneToOneField(
        Component, on_delete=models.PROTECT, related_name="story", editable=False
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told = models.TextField(_("story"), blank=True)
    consent_number = models.CharField(_("number of the consent form"), max_length=40)
    given_on = models.DateField(_("given on"))
    holds_until = models.DateField(_("holds until"))
    channels = models.JSONField(_("channels"), default=list)
    consent_words = models.TextField(_("what was confirmed"))
    taken_at = models.DateTimeField(_("sent in"))

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer's story")
        verbose_name_plural = _("customers' stories")
        ordering = ["-taken_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["manager", "request_key"], name="story_once")]
        indexes = [models.Index(fields=["manager", "-taken_at"], name="story_of_manager")]

    def __str__(self) -> str:
        return self.consent_number

    @property
    def subject(self) -> str:
        """How the ledger names this story."""
        return f"story:{self.public_id}"


class StoryPicture(models.Model):
    """A picture as the manager sent it in, encoded anew, unmasked, in the blob store.

    Without a story it is held: it came with a form that has to be corrected first. It is no picture of the
    library: nobody can choose it for anything, and only those who may change the story look at it. Its bytes
    are erased when the story is submitted or withdrawn.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, related_name="pictures")
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    held_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("picture of a story")
        verbose_name_plural = _("pictures of stories")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.sha256[:12]


class Masking(models.Model):
    """Somebody looked at a picture of a story: what was masked in it, or that nothing had to be.

    `result_sha256` is the picture of the library that may be submitted because of it, `source_sha256` the one
    that was looked at. Written by content.actions.mask_picture and content.actions.declare_nothing_to_mask.
    """

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="maskings")
    source_sha256 = models.CharField(max_length=64)
    result_sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=8, choices=MaskVerdict)
    boxes = models.JSONField(default=list)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        verbose_name = _("masking")
        verbose_name_plural = _("maskings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.result_sha256[:12]}"


class KeptBlob(models.Model):
    """A file of a story in the blob store: what must go when the consent is withdrawn.

    Written before the bytes are, so that none is forgotten, whatever is killed in between.
    """

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="kept_blobs")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["component", "sha256"], name="kept_blob_once")]

    def __str__(self) -> str:
        return self.sha256[:12]
