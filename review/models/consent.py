"""The end of a consent: a customer's story that is closed for good."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import Component
from people.models import User
from review.enums import WithdrawalGround


class ConsentWithdrawal(models.Model):
    """Written by review.actions.withdraw_consent, once a piece; immutable but for `erased_at`.

    `erased_at` is when review.actions.erase_story had put the erasure of all its files on record.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    component = models.OneToOneField(
        Component, on_delete=models.PROTECT, related_name="consent_withdrawal", editable=False
    )
    ground = models.CharField(_("ground"), max_length=16, choices=WithdrawalGround)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"))
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("withdrawal of a consent")
        verbose_name_plural = _("withdrawals of consents")

    def __str__(self) -> str:
        return str(self.component)
