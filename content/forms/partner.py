"""The form of a partner institution."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class PartnerForm(WagtailAdminModelForm):
    """Its code is written once: documents name it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields and self.instance.pk:
            self.fields["code"].disabled = True
