"""What staff are qualified to offer."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.enums import QualificationKind
from people.models.user import User


class Qualification(models.Model):
    """One dated qualification of one person, written by people.actions.keep_qualification.

    Both days belong to it; without a last day it holds until head office ends it.
    """

    user = models.ForeignKey(
        User,
        verbose_name=gettext_lazy("member of staff"),
        on_delete=models.PROTECT,
        related_name="qualifications",
    )
    kind = models.CharField(gettext_lazy("qualification"), max_length=16, choices=QualificationKind)
    number = models.CharField(gettext_lazy("registration number"), max_length=40)
    valid_from = models.DateField(gettext_lazy("valid from"))
    valid_until = models.DateField(
        gettext_lazy("valid until"),
        null=True,
        blank=True,
        help_text=gettext_lazy("The last day. Empty: until it is ended here."),
    )

    class Meta:
        verbose_name = gettext_lazy("qualification")
        verbose_name_plural = gettext_lazy("qualifications")
        ordering = ["user__staff_number", "kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "number"],
                name="qualification_once",
                violation_error_message=gettext_lazy(
                    "This person has this registration already: change the one that stands there."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()}"

    def clean(self) -> None:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The end must be after the beginning.")})
