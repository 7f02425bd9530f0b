"""Packages: editions for a day, by slot."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from content.enums import Slot
from people.models import Branch, BranchOwnedQuerySet, User
from review.models import Edition


class Package(ClusterableModel):
    """What head office or a branch lays out for one day. Each edition is checked again when it is served."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    day = models.DateField(_("day"))
    title = models.CharField(_("title"), max_length=60)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["-day", "pk"]
        constraints = [models.UniqueConstraint(fields=["branch", "day", "title"], name="package_once")]
        indexes = [models.Index(fields=["day", "branch"], name="package_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.title}"


class PackageItem(models.Model):
    """One edition in one slot of a package."""

    package = ParentalKey(Package, on_delete=models.CASCADE, related_name="items")
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="package_items"
    )
    slot = models.CharField(_("slot"), max_length=16, choices=Slot)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["package", "edition", "slot"], name="package_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}: {self.edition}"
