"""Which days numbers are about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domain.periods import MOST_DAYS, Period, usual_period


class _DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs
        )


class PeriodForm(forms.Form):
    """Two days, both included. `period` in the cleaned data: an end that is not given is the usual one."""

    first = _DayField(label=gettext_lazy("First day"))
    last = _DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        self.usual = usual_period(day)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        last = given["last"] or max(self.usual.last, given["first"] or self.usual.last)
        first = given["first"] or usual_period(last).first
        if first > last:
            raise forms.ValidationError(_("The last day must not lie before the first."))
        if (last - first).days >= MOST_DAYS:
            raise forms.ValidationError(
                _("Choose at most %(days)d days, and download the others separately.") % {"days": MOST_DAYS}
            )
        return {**given, "period": Period(first, last)}
