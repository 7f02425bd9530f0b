"""Passwords and codes that were tried: counted for all processes, never kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.enums import Proof
from people.models.user import User


class Try(models.Model):
    """One try at proving who one is. A right one takes the user's rows of its kind away again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tries")
    proof = models.CharField(max_length=16, choices=Proof)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("try")
        verbose_name_plural = _("tries")
        indexes = [models.Index(fields=["user", "proof", "at"], name="people_try_lately")]

    def __str__(self) -> str:
        return f"{self.proof} {self.at}"


class SpentCode(models.Model):
    """A one-time code that was used, by its keyed hash. The constraint makes it one-time (RFC 6238, 5.2)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="spent_codes")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("spent code")
        verbose_name_plural = _("spent codes")
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="people_code_spent_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"
