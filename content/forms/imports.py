"""The form of an import: a table, and the pictures that it names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.kinds import get_kind
from content.queries.import_columns import kinds_by_table
from content.queries.import_reading import SHEET_LIMITS

MOST_OCTETS_OF_PICTURES = 100 * 1024 * 1024
"""By the browser; `manage.py import_library` takes twice as much."""


class ImportForm(forms.Form):
    """What to take in. Nothing is read here but sizes; content.queries.import_reading reads."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list)
    table = forms.FileField(
        label=gettext_lazy("Table (XLSX)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy("At most 10,000 rows and 10 MB, without macros, formulas and merged cells."),
    )
    pictures = forms.FileField(
        label=gettext_lazy("Pictures (ZIP)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=gettext_lazy("Only if the table names pictures. At most 100 MB; JPEG, PNG or WebP."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, get_kind(code).label) for code in kinds_by_table()]

    def clean_table(self) -> UploadedFile:
        table: UploadedFile = self.cleaned_data["table"]
        if (table.size or 0) > SHEET_LIMITS.octets:
            raise ValidationError(
                _("The table is larger than 10 MB. Divide it, and put pictures into a ZIP file.")
            )
        return table

    def clean_pictures(self) -> UploadedFile | None:
        pictures: UploadedFile | None = self.cleaned_data["pictures"]
        if pictures is not None and (pictures.size or 0) > MOST_OCTETS_OF_PICTURES:
            raise ValidationError(
                _("The ZIP file is larger than 100 MB. Divide table and pictures, or ask for the command.")
            )
        return pictures
