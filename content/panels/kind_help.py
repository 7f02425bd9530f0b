"""What to look at before submitting, and the disclosures to copy, at the top of a kind's form."""

from typing import Any

from wagtail.admin.panels import Panel

from content.kinds import Kind


class KindHelpPanel(Panel):
    """Shows the checklist and the required disclosures of `kind`, and hands the counters their words."""

    def __init__(self, kind: Kind, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "kind": self.kind}

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/kind_help.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "kind": self.panel.kind}
