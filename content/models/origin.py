"""Where a branch's copy comes from, and what head office wrote, apart from what the branch changed since."""

import json
from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models.component import Component
from core.domain import canonical
from people.models import User


class OriginDamaged(Exception):
    """The kept text of head office no longer has its hash. Nothing may be compared with it."""


class BranchCopy(models.Model):
    """Written by content.actions.copy_to_branch and moved on by content.actions.take_update.

    `base` is what the copy was compared with last, by place (content.domain.three_way), as canonical bytes;
    `version_sha256` names the last version of the source of which nothing is left to decide, `number` its
    review number if it was an edition's.
    """

    component = models.OneToOneField(Component, on_delete=models.CASCADE, related_name="branch_copy")
    source = models.ForeignKey(Component, on_delete=models.SET_NULL, null=True, related_name="branch_copies")
    base = models.BinaryField()
    base_sha256 = models.CharField(max_length=64)
    version_sha256 = models.CharField(max_length=64)
    number = models.CharField(_("review number"), max_length=40, blank=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("copy of a head-office piece")
        verbose_name_plural = _("copies of head-office pieces")

    def __str__(self) -> str:
        return f"{self.component} ← {self.number or self.source}"

    def compared_with(self, places: Mapping[str, Any]) -> Self:
        """Set the base to `places` with its hash. The caller saves."""
        self.base = canonical.encode(places)
        self.base_sha256 = canonical.sha256(bytes(self.base))
        return self

    @property
    def places(self) -> dict[str, Any]:
        """The base by place. Raises OriginDamaged if its bytes no longer have their hash."""
        body = bytes(self.base)
        if canonical.sha256(body) != self.base_sha256:
            raise OriginDamaged(self.pk)
        loaded: dict[str, Any] = json.loads(body)
        return loaded
