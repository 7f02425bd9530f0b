"""The file of whom managers reach."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from distribution.domain.reach import BY_PAGE


class ReachFileForm(forms.Form):
    """One CSV or XLSX file; `file` in the cleaned data is its bytes."""

    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": gettext_lazy("Choose a CSV or XLSX file.")},
    )

    def clean_file(self) -> bytes:
        upload: UploadedFile = self.cleaned_data["file"]
        if upload.size is None or upload.size > BY_PAGE.octets:
            raise ValidationError(
                _("The file is larger than %(most)d MB. Give some managers in one file, the rest in another.")
                % {"most": BY_PAGE.octets // 1024 // 1024}
            )
        content: bytes = upload.read()
        return content
