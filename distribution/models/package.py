"""Packages: editions for a day, by slot."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from content.enums import Slot
from distribution.models.programme import ProgrammeEntry
from people.models import Branch, BranchOwnedQuerySet, User
from review.models import Edition


class Package(ClusterableModel):
    """What head office or a branch lays out for one day. Each edition is checked again when it is served.

    Made by hand, or built from programmes by distribution.actions.build_packages: then there is one a branch
    and day, it holds what the branches above lay down too, and it serves the branches below that have none of
    their own.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    day = models.DateField(_("day"))
    title = models.CharField(_("title"), max_length=60)
    is_built = models.BooleanField(_("built from the programme"), default=False, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, editable=False, help_text="None: built."
    )
    created_at = models.DateTimeField(editable=False)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "day", "title"], condition=Q(is_built=False), name="package_once"
            ),
            models.UniqueConstraint(
                fields=["branch", "day"], condition=Q(is_built=True), name="package_built_once"
            ),
            models.CheckConstraint(
                condition=Q(is_built=True) | Q(created_by__isnull=False), name="package_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["day", "branch"], name="package_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.title}"


class PackageItem(models.Model):
    """One edition in one slot of a package. What was built is built anew, what was put by hand stays."""

    package = ParentalKey(Package, on_delete=models.CASCADE, related_name="items")
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="package_items"
    )
    slot = models.CharField(_("slot"), max_length=16, choices=Slot)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_built = models.BooleanField(default=False, editable=False)
    entry = models.ForeignKey(
        ProgrammeEntry,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        help_text="What selected it.",
    )
    purpose = models.CharField(max_length=16, blank=True, editable=False)
    segments = models.JSONField(default=list, blank=True, editable=False)
    is_stand_in = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["package", "edition", "slot"], name="package_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}: {self.edition}"


class PackageLeftOut(models.Model):
    """An edition that somebody took out of a built package by hand: it is not selected for it again."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="left_out")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "edition"], name="package_left_out_once")]

    def __str__(self) -> str:
        return f"{self.package} without {self.edition}"


class PackageWait(models.Model):
    """What an entry of a built package waits for: an edition of `kind` is not issued yet."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="waits")
    entry = models.ForeignKey(ProgrammeEntry, on_delete=models.CASCADE, related_name="+")
    slot = models.CharField(max_length=16, choices=Slot)
    kind = models.CharField(max_length=32)
    segments = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "entry"], name="package_wait_once")]

    def __str__(self) -> str:
        return f"{self.package}: {self.kind}"


class PackageDay(models.Model):
    """Which days are built, and whether something happened since that calls for building them anew."""

    day = models.DateField(unique=True)
    is_stale = models.BooleanField(default=True)
    built_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
