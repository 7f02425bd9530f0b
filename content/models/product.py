"""Products and their dated facts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from content.enums import ProductType, Risk


class Product(ClusterableModel):
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
    registration_code = models.CharField(_("registration code"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}（{self.risk}）"


class ProductFact(models.Model):
    """One figure of a product.

    True as of a day, from a source, until it expires. Whoever cites it cites all of these.
    """

    product = ParentalKey(Product, on_delete=models.PROTECT, related_name="facts", verbose_name=_("product"))
    label = models.CharField(_("what it is"), max_length=40)
    value = models.CharField(_("value"), max_length=40)
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=120)
    expires_on = models.DateField(_("expires on"))

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["product", "label", "-as_of"]

    def __str__(self) -> str:
        return f"{self.product.name} {self.label} {self.value}（{self.as_of:%Y-%m-%d}）"

    def clean(self) -> None:
        super().clean()
        if self.as_of and self.expires_on and self.expires_on < self.as_of:
            raise ValidationError({"expires_on": _("A fact cannot expire before the day it is true for.")})
