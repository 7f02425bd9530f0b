"""What says nearly the same as a draft: in its form, and on the page on which it is submitted."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from content.domain.document import Document
from content.models import Component
from content.queries.freezing import document_of
from core import clock
from people.models import User
from review.actions.prepare import latest_draft
from search.queries.similar import similar_to


class SimilarPanel(Panel):
    """The editions that say nearly what the draft said when it was saved last."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Written already?"), "icon": "copy", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "search/similar_panel.html"

        def is_shown(self) -> bool:
            return isinstance(self.instance, Component) and self.instance.latest_revision_id is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            document = document_of(latest_draft(self.instance))
            found = similar_to(document, self.instance, self.request.user, clock.now())
            return super().get_context_data(parent_context) | {"similar": found}


def similar_note(component: Component, document: Document, user: User) -> SafeString | str:
    """Return the same as a note for the page of submission, from which one can be copied; empty for none."""
    found = similar_to(document, component, user, clock.now())
    return render_to_string("search/similar_note.html", {"similar": found}) if found else ""
