"""Programmes: what a branch lays out week by week."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from content.enums import PersonaType, Slot, Voice, Weekday
from content.kinds import kind_choices
from content.models import Festival, Product, WeeklyColumn
from distribution.enums import EntryMode, Meal, Purpose
from people.models import Branch, BranchOwnedQuerySet
from review.models import Edition

MOST_AT_ONCE = 9


def stand_in_choices() -> list[tuple[str, object]]:
    """Return the kinds that may stand in for another: all."""
    return kind_choices()


class Programme(ClusterableModel):
    """A branch's weekly plan. It inherits along the tree of branches, and along nothing else: the entries of
    the branches above hold for it too, as far as its own do not replace them or leave them out.
    """

    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    title = models.CharField(_("title"), max_length=60)
    is_active = models.BooleanField(_("in use"), default=True)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until further notice."))

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="programme_days_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProgrammeSlot(models.Model):
    """When a slot is due, where a programme says it: for its branch and those below. One that ends no later
    than it begins ends on the next day, and belongs to the day on which it begins.
    """

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="slots")
    slot = models.CharField(_("slot"), max_length=16, choices=Slot)
    begins = models.TimeField(_("due from"))
    ends = models.TimeField(_("due until"), help_text=_("Earlier than its beginning: on the next day."))

    class Meta:
        verbose_name = _("time of a slot")
        verbose_name_plural = _("times of the slots")
        ordering = ["begins"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slot"], name="programme_slot_once"),
            models.CheckConstraint(condition=~Q(begins=F("ends")), name="programme_slot_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()} {self.begins:%H:%M}–{self.ends:%H:%M}"

    def clean(self) -> None:
        super().clean()
        if self.begins is not None and self.begins == self.ends:
            raise ValidationError({"ends": _("It must end at another time than it begins.")})


class ProgrammeEntry(models.Model):
    """One place of the week, or of the days of an occasion, with what it selects.

    Codes are kept, not rows: a tag or kind that goes out of use stays in its entry, and the grid says so.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="entries")
    slot = models.CharField(_("slot"), max_length=16, choices=Slot)
    weekday = models.CharField(_("weekday"), max_length=1, choices=Weekday, blank=True)
    festival = models.ForeignKey(
        Festival,
        verbose_name=_("festival or season"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    mode = models.CharField(_("effect"), max_length=16, choices=EntryMode, default=EntryMode.ADD)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by", editable=False
    )
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose)
    segments = models.JSONField(
        _("customer segments"), default=list, blank=True, help_text=_("None: for all customers.")
    )
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    column = models.ForeignKey(
        WeeklyColumn,
        verbose_name=_("weekly column"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    persona = models.CharField(_("persona"), max_length=32, choices=PersonaType, blank=True)
    voice = models.CharField(_("voice"), max_length=16, choices=Voice, blank=True)
    place = models.CharField(
        _("place"), max_length=40, blank=True, help_text=_("City or business circle, as the deals name it.")
    )
    meal = models.CharField(_("meal"), max_length=16, choices=Meal, blank=True)
    how_many = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_AT_ONCE)]
    )
    stand_in = models.ForeignKey(
        Edition,
        verbose_name=_("stand-in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown while what is selected is not issued yet."),
    )
    stand_in_kind = models.CharField(
        _("or the freshest of this kind"), max_length=32, choices=stand_in_choices, blank=True
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday="", festival__isnull=False)
                | Q(weekday="", first_day__isnull=False, last_day__gte=F("first_day"))
                | (~Q(weekday="") & Q(festival__isnull=True, first_day__isnull=True, last_day__isnull=True)),
                name="programme_entry_week_or_occasion",
            ),
            models.CheckConstraint(
                condition=Q(how_many__gte=1, how_many__lte=MOST_AT_ONCE), name="programme_entry_how_many"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_purpose_display())
