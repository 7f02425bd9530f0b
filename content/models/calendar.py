"""The calendar: days of bank and exchange by year, festivals and seasons, columns of the week."""

from calendar import monthrange

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from content.domain.calendar import FIRST_YEAR, LAST_YEAR, SOLAR_TERMS, Reckoning, Rule
from content.enums import ColumnOccasion, DayTable, FestivalRule, Segment, Slot, Tier, Weekday
from content.kinds import NOON_DEAL, kind_choices
from people.models import Branch, BranchOwnedQuerySet

LEAP_YEAR = 2028
"""A year with every day that any year has."""

NTH = [(1, _("First")), (2, _("Second")), (3, _("Third")), (4, _("Fourth")), (5, _("Fifth")), (-1, _("Last"))]
OCCASIONS = [
    (ColumnOccasion.FESTIVAL.value, ColumnOccasion.FESTIVAL.label),
    (ColumnOccasion.SEASON.value, ColumnOccasion.SEASON.label),
]


def column_kind_choices() -> list[tuple[str, object]]:
    """Return the kinds that a column may be filled with: all."""
    return kind_choices()


class CalendarYear(ClusterableModel):
    """One year of one table of days. A year that is not here is unknown, and nobody guesses it."""

    table = models.CharField(_("table"), max_length=16, choices=DayTable)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    source = models.CharField(
        _("source"), max_length=200, help_text=_("The notice from which the days are taken, with its number.")
    )
    is_verified = models.BooleanField(
        _("compared with the notice"),
        default=False,
        help_text=_("Tick this when somebody has compared every day with the notice itself."),
    )

    class Meta:
        verbose_name = _("year of days")
        verbose_name_plural = _("business and trading days")
        ordering = ["-year", "table"]
        constraints = [models.UniqueConstraint(fields=["table", "year"], name="calendar_year_once")]

    def __str__(self) -> str:
        return f"{self.get_table_display()} {self.year}"


class CalendarDay(models.Model):
    """A day that differs from the ordinary week of its table."""

    year = ParentalKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    is_open = models.BooleanField(
        _("open"), default=False, help_text=_("Tick this for a weekend that is worked (调休).")
    )
    name = models.CharField(_("occasion"), max_length=40)

    class Meta:
        verbose_name = _("day that differs")
        verbose_name_plural = _("days that differ")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["year", "day"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


class Festival(models.Model):
    """A festival or a season of the year, by the rule that finds its first day."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("occasion"), max_length=40)
    occasion = models.CharField(
        _("sort"), max_length=16, choices=OCCASIONS, default=ColumnOccasion.FESTIVAL.value
    )
    rule = models.CharField(_("rule"), max_length=16, choices=FestivalRule)
    month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        _("day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    weekday = models.CharField(_("weekday"), max_length=1, choices=Weekday, blank=True)
    nth = models.SmallIntegerField(_("which of the month"), choices=NTH, null=True, blank=True)
    term = models.CharField(
        _("solar term"), max_length=4, choices=[(term, term) for term in SOLAR_TERMS], blank=True
    )
    shift = models.SmallIntegerField(
        _("days later"), default=0, help_text=_("Negative for days before: -1 for the eve.")
    )
    lasts = models.PositiveSmallIntegerField(
        _("days long"), default=1, validators=[MinValueValidator(1), MaxValueValidator(92)]
    )
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("festival or season")
        verbose_name_plural = _("festivals and seasons")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        needed: dict[str, tuple[str, ...]] = {
            FestivalRule.SOLAR: ("month", "day"),
            FestivalRule.LUNAR: ("month", "day"),
            FestivalRule.WEEKDAY: ("month", "weekday", "nth"),
            FestivalRule.SOLAR_TERM: ("term",),
        }
        missing = [name for name in needed.get(self.rule, ()) if not getattr(self, name)]
        if missing:
            raise ValidationError({name: _("This rule needs it.") for name in missing})
        if self.rule == FestivalRule.LUNAR and self.day is not None and self.day > 30:
            raise ValidationError({"day": _("A lunar month has 29 or 30 days.")})
        if self.rule == FestivalRule.SOLAR and self.month is not None and self.day is not None:
            self._require_a_day_of_the_month(self.month, self.day)

    def _require_a_day_of_the_month(self, month: int, day: int) -> None:
        if 1 <= month <= 12 and day > monthrange(LEAP_YEAR, month)[1]:
            raise ValidationError({"day": _("This month never has that day.")})

    @property
    def reckoning(self) -> Reckoning:
        """The rule as content.domain.calendar takes it."""
        return Reckoning(
            Rule(self.rule),
            month=self.month or 0,
            day=self.day or 0,
            weekday=int(self.weekday or 0),
            nth=self.nth or 0,
            term=self.term,
            shift=self.shift,
            lasts=self.lasts,
        )


class WeeklyColumn(models.Model):
    """What a branch says on the same weekday every week, such as 周二5折提前购."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(
        _("column"),
        max_length=40,
        help_text=_("As customers see it, for instance: Tuesday half-price rush."),
    )
    branch = models.ForeignKey(Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+")
    weekday = models.CharField(_("weekday"), max_length=1, choices=Weekday)
    slot = models.CharField(_("slot"), max_length=16, choices=Slot, default=Slot.NOON)
    kind = models.CharField(_("kind"), max_length=32, choices=column_kind_choices, default=NOON_DEAL.code)
    segments = models.JSONField(_("customer segments"), default=list, blank=True)
    tier = models.CharField(_("group tier"), max_length=16, choices=Tier, default=Tier.BASIC)
    is_active = models.BooleanField(_("runs"), default=True)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly column")
        verbose_name_plural = _("weekly columns")
        ordering = ["weekday", "slot", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if unknown := [code for code in self.segments if code not in Segment.values]:
            raise ValidationError({"segments": _("Unknown segment: %(code)s") % {"code": unknown[0]}})
