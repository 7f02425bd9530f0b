"""The form of a product and its facts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import ReferenceIndex


class ProductForm(WagtailAdminModelForm):
    """A fact that a piece cites cannot be taken away: let it expire instead."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for form in self.formsets["facts"].deleted_forms:
            if form.instance.pk and ReferenceIndex.get_references_to(form.instance).exists():
                self.add_error(
                    None,
                    _("The fact “%(fact)s” is cited in a piece. Let it expire instead of deleting it.")
                    % {"fact": form.instance.label},
                )
        return cleaned
