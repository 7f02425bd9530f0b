"""The form of a programme: its days and the times of its slots."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from content.enums import Slot
from core import clock
from core.clock import business_day
from distribution.actions.mark_stale import mark_stale
from distribution.domain.slots import USUAL, Times, overlapping
from distribution.models import Programme
from distribution.queries.programmes import plans_of, times_above


class ProgrammeForm(WagtailAdminModelForm):
    """A new programme belongs to the branch of whoever writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = business_day(clock.now())
        if self.instance.pk is None:
            self.instance.branch = self.for_user.branch
            self.initial["starts"] = self.today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day must not be before the first."))
        elif ends and ends < self.today and cleaned.get("is_active"):
            self.add_error(
                "ends", _("That day is over, so nothing would be laid out. Choose a later day or none.")
            )
        if starts and cleaned.get("is_active"):
            self._refuse_second(starts, ends)
        self._refuse_overlapping_slots(starts or self.today)
        return cleaned

    def save(self, commit: bool = True) -> Programme:
        programme: Programme = super().save(commit)
        mark_stale()
        return programme

    def _refuse_second(self, starts: date, ends: date | None) -> None:
        """A branch has one programme in use on a day."""
        others = Programme.objects.filter(branch=self.instance.branch, is_active=True).exclude(
            pk=self.instance.pk
        )
        for other in others:
            if (ends is None or other.starts <= ends) and (other.ends is None or starts <= other.ends):
                words = _("“%(title)s” is in use on some of these days. End it first, or take it out of use.")
                self.add_error("starts", words % {"title": other.title})
                return

    def _refuse_overlapping_slots(self, day: date) -> None:
        own = {}
        for form in self.formsets["slots"].forms:
            if not form.is_valid() or form.cleaned_data.get("DELETE") or not form.cleaned_data:
                continue
            row = form.cleaned_data
            if row["begins"] != row["ends"]:
                own[row["slot"]] = Times(row["begins"], row["ends"])
        above = times_above(plans_of(day), self.instance.branch.path)
        if pair := overlapping({**USUAL, **above, **own}):
            first, second = (Slot(slot).label for slot in pair)
            raise ValidationError(
                _("%(first)s and %(second)s are due at the same time. Change the times of one.")
                % {"first": first, "second": second}
            )
