"""Products of the bank. Their figures are facts (content.models.facts)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.enums import ProductType, Risk


class Product(models.Model):
    """Something that the bank offers or distributes.

    Without a risk level it cannot be offered (令2025年第7号).
    """

    code = models.CharField(_("product code"), max_length=32, unique=True)
    name = models.CharField(_("product name"), max_length=80)
    product_type = models.CharField(_("product type"), max_length=16, choices=ProductType)
    risk = models.CharField(
        _("risk level"),
        max_length=2,
        choices=Risk,
        error_messages={"blank": _("Choose the risk level: a product without one cannot be offered.")},
    )
    issuer = models.CharField(_("issuer"), max_length=80)
    is_agency = models.BooleanField(_("distributed for another issuer"), default=False)
    is_private = models.BooleanField(
        _("raised privately"),
        default=False,
        help_text=_("Shown one to one only, never in moments or groups (令2025年第7号, 第三十条)."),
    )
    registration_code = models.CharField(_("registration code"), max_length=40, blank=True)
    is_withdrawn = models.BooleanField(
        _("no longer sold"),
        default=False,
        help_text=_(
            "Tick this when it is sold no more: it is not offered for new pieces, and no draft that names it "
            "can be submitted. Editions in force stay until they end or are recalled."
        ),
    )

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}（{self.risk}）"
