"""Partner institutions, and which products the bank distributes for each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models.product import Product


class Partner(models.Model):
    """A fund house, insurer or wealth subsidiary that issues products and sends its own approved material.

    Kept by head office. Its code is written once (content.forms.partner); it is never deleted, it goes out of
    use.
    """

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Letters, digits and hyphens. It never changes.")
    )
    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("As its products name their issuer.")
    )
    products = models.ManyToManyField(
        Product,
        verbose_name=_("agency list"),
        blank=True,
        related_name="partners",
        limit_choices_to={"is_agency": True},
        help_text=_(
            "The products of this issuer that the bank distributes. Its material may be about no other."
        ),
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Untick this to take in no more of its material.")
    )

    class Meta:
        verbose_name = _("partner institution")
        verbose_name_plural = _("partner institutions")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
