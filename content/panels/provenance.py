"""Where a piece comes from. The fields of a partner show only where the origin is a partner."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from content.enums import Origin
from content.queries.partner import receipt_of

WHERE_PARTNER = {
    "data-w-rules-target": "show",
    "data-w-rules": json.dumps({"origin": [Origin.PARTNER.value]}),
}


class ReceiptPanel(Panel):
    """Says when and by whom what was received was noted."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/receipt.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.receipt = receipt_of(self.instance)

        def is_shown(self) -> bool:
            return self.receipt is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "receipt": self.receipt}


def provenance_panel() -> MultiFieldPanel:
    """Return the panel of a component's form."""
    return MultiFieldPanel(
        [
            FieldPanel("origin"),
            FieldPanel("partner", attrs=WHERE_PARTNER),
            FieldRowPanel([FieldPanel("approval_number"), FieldPanel("approved_until")], attrs=WHERE_PARTNER),
            FieldPanel("as_received", attrs=WHERE_PARTNER),
            ReceiptPanel(attrs=WHERE_PARTNER),
        ],
        heading=_("Origin"),
        attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
    )
