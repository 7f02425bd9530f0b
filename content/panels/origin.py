"""On a copy of a head-office piece: where it comes from, and whether there is something new."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from content.models import BranchCopy
from content.queries.branch_copies import Standing, standing_of
from core import clock


class OriginPanel(Panel):
    """Shown where the piece is a copy of another branch's."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/origin.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            copies = BranchCopy.objects.select_related("source__branch")
            self.copy = copies.filter(component=self.instance.pk).first() if self.instance.pk else None

        def is_shown(self) -> bool:
            return self.copy is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            assert self.copy is not None  # noqa: S101  (is_shown)
            standing = standing_of(self.copy, clock.now())
            return {
                **super().get_context_data(parent_context),
                "copy": self.copy,
                "has_update": standing is Standing.UPDATE,
                "is_over": standing is Standing.OVER,
                "address": reverse("branch_copy:update", args=[self.instance.public_id]),
            }
