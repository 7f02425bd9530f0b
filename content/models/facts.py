"""Facts: dated figures of products and of markets, kept with their history."""

from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from content.domain.fact_values import number, split_unit
from content.domain.hidden_characters import find_hidden
from content.models.product import Product
from people.models import User

Key = tuple[int | None, str, str, Any]


class FactQuerySet(models.QuerySet["Fact"]):
    def of_series(self, fact: "Fact") -> Self:
        """Return every value of what `fact` is a value of, its own included."""
        return self.filter(product=fact.product_id, subject=fact.subject, label=fact.label)

    def newest(self) -> Self:
        """Return those that nothing of the same series succeeds."""
        later = Fact.objects.filter(
            Q(as_of__gt=OuterRef("as_of"))
            | Q(as_of=OuterRef("as_of"), correction__gt=OuterRef("correction")),
            ~Q(subject="") | Q(product=OuterRef("product")),
            subject=OuterRef("subject"),
            label=OuterRef("label"),
        )
        return self.filter(~Exists(later.order_by().values("pk")))


class FactManager(models.Manager.from_queryset(FactQuerySet)):  # type: ignore[misc]
    """With the product: a fact is never shown without what it is about."""

    def get_queryset(self) -> FactQuerySet:
        found: FactQuerySet = super().get_queryset().select_related("product")
        return found


class Fact(models.Model):
    """One figure of a product or of a market subject, true as of a day, from a source, until it expires.

    Written by content.actions.take_facts alone, and immutable from then on: what editions cite can be looked
    up as it was. A newer value of the same series (what it is about, and its label) succeeds the older; a
    mistake is corrected by a further value of the same day (`correction` counts them).
    """

    product = models.ForeignKey(
        Product,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="facts",
        verbose_name=_("product"),
    )
    subject = models.CharField(
        _("market subject"),
        max_length=40,
        blank=True,
        help_text=_("For what is no product of the bank, such as 一年期LPR or 上证指数."),
    )
    label = models.CharField(_("what it is"), max_length=40)
    value = models.CharField(_("value"), max_length=40)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=120)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    expires_on = models.DateField(
        _("expires on"),
        help_text=_("The last day on which it may be cited. Pieces that cite it end then too."),
    )
    correction = models.PositiveSmallIntegerField(default=0, editable=False)
    entered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), null=True, editable=False)

    objects = FactManager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["product", "subject", "label", "-as_of", "-correction"]
        constraints = [
            models.CheckConstraint(
                condition=Q(product__isnull=False, subject="") | (Q(product__isnull=True) & ~Q(subject="")),
                name="fact_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("as_of")), name="fact_expires_after_its_day"
            ),
            models.UniqueConstraint(
                fields=["product", "label", "as_of", "correction"],
                condition=Q(subject=""),
                name="fact_of_product_once",
            ),
            models.UniqueConstraint(
                fields=["subject", "label", "as_of", "correction"],
                condition=~Q(subject=""),
                name="fact_of_market_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.label} {self.value}{self.unit}（{self.as_of:%Y-%m-%d}）"

    def clean(self) -> None:
        """Bring the value into its form, then check it. Raises ValidationError by field."""
        super().clean()
        if not self.unit:
            self.value, self.unit = split_unit(self.value)
        errors: dict[str, Any] = {}
        if (self.product_id is None) == (not self.subject):
            errors["subject"] = _("Choose the product, or write the market subject: one of the two.")
        if self.as_of and self.expires_on and self.expires_on < self.as_of:
            errors["expires_on"] = _("A fact cannot expire before the day it is true for.")
        for name in ("subject", "label", "value", "unit", "source"):
            if find_hidden(getattr(self, name)):
                errors[name] = _("There is an invisible character in it. Please delete it.")
        if errors:
            raise ValidationError(errors)

    @property
    def about(self) -> str:
        """The name of the product, or the market subject."""
        return self.product.name if self.product else self.subject

    @property
    def number(self) -> Decimal | None:
        """The value as a number; None if it is told in words."""
        return number(self.value)

    @property
    def key(self) -> Key:
        """What no two facts share but by correction: the series and the day."""
        return (self.product_id, self.subject, self.label, self.as_of)

    def says_the_same_as(self, other: "Fact") -> bool:
        """Return whether entering `other` after this would tell nothing new."""
        names = ("value", "unit", "source", "source_url", "expires_on")
        return self.key == other.key and all(getattr(self, name) == getattr(other, name) for name in names)
