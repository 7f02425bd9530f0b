"""The form of an entry of the week."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from content.enums import Segment, Weekday
from content.kinds import kind_choices, kind_label
from content.models import Tag, WeeklyColumn
from core import clock
from distribution.enums import EntryMode
from distribution.models import ProgrammeEntry
from distribution.queries.packages import layable_editions
from people.models import User
from review.models import Edition

OCCASION = ("festival", "first_day", "last_day", "takes_slot")


class EntryForm(WagtailAdminModelForm):
    """An entry of a programme: when, for whom, what it selects, and what stands in for it.

    An entry that stands for an inherited one has that one's weekday and slot. The instance that is handed in
    has its programme, and for such an entry `replaces`.
    """

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.MultipleChoiceField(
        label=gettext_lazy("Tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    segments = forms.MultipleChoiceField(
        label=gettext_lazy("Customer segments"),
        required=False,
        choices=Segment.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: for all customers."),
    )
    takes_slot = forms.BooleanField(
        label=EntryMode.REPLACE_SLOT.label,
        required=False,
        help_text=gettext_lazy("Otherwise it is added to what the week has there."),
    )
    also_on = forms.MultipleChoiceField(
        label=gettext_lazy("Copy it to these days too"),
        required=False,
        choices=Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ProgrammeEntry
        fields = [
            *("weekday", "slot", "purpose", "how_many"),
            *("kinds", "segments", "tags", "column", "product", "voice", "persona", "place", "meal"),
            *("stand_in", "stand_in_kind"),
            *("festival", "first_day", "last_day"),
        ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, for_user=user, **kwargs)
        entry = self.instance
        self.fields["kinds"].choices = with_gone(kind_choices(), entry.kinds, kind_label)
        self.fields["tags"].choices = tag_choices(user, entry.tags)
        columns = WeeklyColumn.objects.filter(is_active=True).usable_by(user)
        self.fields["column"].queryset = columns | WeeklyColumn.objects.filter(pk=entry.column_id)
        stand_in = self.fields["stand_in"]
        stand_in.queryset = stand_in.widget.allowed = Edition.objects.filter(
            Q(pk__in=layable_editions(user, clock.now()).values("pk")) | Q(pk=entry.stand_in_id)
        )
        stand_in.error_messages["invalid_choice"] = _(
            "This may not be laid out: it has ended or is not for your branch."
        )
        self.initial["takes_slot"] = entry.mode == EntryMode.REPLACE_SLOT
        self._leave_fields_out()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "weekday" not in self.fields:
            return cleaned
        weekday, festival = cleaned.get("weekday"), cleaned.get("festival")
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if weekday and (festival or first or last):
            self.add_error("weekday", _("Choose a weekday or an occasion, not both."))
        elif festival and (first or last):
            self.add_error("festival", _("Choose a festival or days of your own, not both."))
        elif not weekday and not festival and not (first and last):
            self.add_error("weekday", _("Choose a weekday, a festival, or a first and a last day."))
        elif first and last and last < first:
            self.add_error("last_day", _("The last day must not be before the first."))
        if weekday and cleaned.get("takes_slot"):
            self.add_error("takes_slot", _("This is for festivals and days of your own only."))
        return cleaned

    def _post_clean(self) -> None:
        if self.instance.mode not in {EntryMode.REPLACE, EntryMode.LEAVE_OUT}:
            takes = bool(self.cleaned_data.get("takes_slot"))
            self.instance.mode = EntryMode.REPLACE_SLOT if takes else EntryMode.ADD
        super()._post_clean()

    def _leave_fields_out(self) -> None:
        """Show no field that has no meaning here."""
        if self.instance.mode == EntryMode.REPLACE:
            for name in ("weekday", "slot", "also_on", *OCCASION):
                del self.fields[name]


def with_gone(choices: Any, chosen: list[str], label: Any) -> list[tuple[str, object]]:
    """Return `choices` and what was chosen once and is no longer among them."""
    known = dict(choices)
    return [*choices, *((code, label(code)) for code in chosen if code not in known)]


def tag_choices(user: User, chosen: list[str]) -> list[tuple[str, object]]:
    """Return the tags in use for the user's branch, and what was chosen once and is out of use."""
    tags = dict(Tag.objects.usable_by(user).filter(is_active=True).values_list("code", "name"))
    names = dict(Tag.objects.filter(code__in=chosen).values_list("code", "name"))
    return with_gone(
        list(tags.items()),
        chosen,
        lambda code: _("%(tag)s (no longer in use)") % {"tag": names.get(code, code)},
    )
