"""On a draft copied from yesterday: which figures are still to be filled in."""

from typing import Any

from wagtail.admin.panels import Panel

from content.domain.figures import count_empty


class EmptiedFiguresPanel(Panel):
    """Says how many figures are empty and names their fields for the script that lights them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/emptied_figures.html"

        def is_shown(self) -> bool:
            copied = self.instance.copied_from_id and not hasattr(self.instance, "branch_copy")
            return bool(copied and self.instance.declaration.figures)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            figures = self.instance.declaration.figures
            return {
                **super().get_context_data(parent_context),
                "source": self.instance.copied_from,
                "figures": " ".join(sorted(figures)),
                "empty": count_empty(self.instance.body.get_prep_value(), figures),
            }
