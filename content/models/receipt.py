"""What was received from a partner for a piece."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models.component import Component
from people.models import User


class PartnerReceipt(models.Model):
    """Written once by content.actions.note_received and never changed: the hashes of texts and pictures under
    one approval number (content.domain.partner.received), who vouches for them and when.
    """

    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="receipts")
    approval_number = models.CharField(_("approval number"), max_length=60)
    hashes = models.JSONField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("partner receipt")
        verbose_name_plural = _("partner receipts")
        constraints = [
            models.UniqueConstraint(fields=["component", "approval_number"], name="partner_receipt_once")
        ]

    def __str__(self) -> str:
        return self.approval_number
