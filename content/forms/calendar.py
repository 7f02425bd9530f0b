"""The forms of the calendar: a column of the week, and the file that is taken in."""

from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from content.enums import Segment
from content.kinds import find_kind, kind_choices, kind_label
from content.models import WeeklyColumn
from content.queries.calendar import columns_for
from content.queries.calendar_files import LONGEST_FILE
from people.models import Branch, User


class WeeklyColumnForm(WagtailAdminModelForm):
    """A column belongs to the user's branch or one below it. Its code is written once."""

    segments = forms.MultipleChoiceField(
        label=gettext_lazy("Customer segments"),
        choices=Segment,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = getattr(self.for_user, "branch", None)
        offered = Branch.objects.filter(path__startswith=own.path) if own else Branch.objects.none()
        if "branch" in self.fields:
            self.fields["branch"].queryset = offered.order_by("path")
            self.fields["branch"].initial = own
        if "code" in self.fields and self.instance.pk:
            self.fields["code"].disabled = True
        if "kind" in self.fields and find_kind(self.instance.kind) is None:
            self._ask_for_another_kind()

    def _ask_for_another_kind(self) -> None:
        """Its kind is no longer declared: none is preselected, so that saving picks none unseen."""
        kind = self.fields["kind"]
        kind.choices = [("", "---------"), *kind_choices()]
        self.initial["kind"] = ""
        kind.help_text = _("%(kind)s: choose another.") % {"kind": kind_label(self.instance.kind)}


class CalendarFileForm(forms.Form):
    """A file to look at first; then the same bytes again, to take in."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None and upload.size > LONGEST_FILE:
            raise ValidationError(_("The file is too long: at most 200,000 bytes. Give one year a file."))
        try:
            content = (
                upload.read() if upload is not None else b64decode(cleaned.get("seen", ""), validate=True)
            )
        except Error:
            content = b""
        if not content:
            raise ValidationError(_("Choose a CSV or XLSX file."))
        return {"content": content, "seen": b64encode(content).decode(), "looked_at": upload is None}


class PlannedForm(forms.Form):
    """What a link asks a new piece to open with: a day and a column of the calendar, a title of what was
    searched in vain. What cannot be read is left out.
    """

    title = forms.CharField(required=False, max_length=60)
    day = forms.DateField(required=False)
    column = forms.ModelChoiceField(
        queryset=WeeklyColumn.objects.none(), to_field_name="code", required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].queryset = columns_for(user, None)
