"""What screening says about a piece, in its own form: while it is written, and of what was saved."""

import json
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from content.enums import ComponentState
from content.models import Component
from content.queries.freezing import chosen_images, document_of
from content.templatetags.content_document import PREVIEW_RENDITION
from core.domain import canonical
from review.actions.prepare import latest_draft
from review.forms.justifications import FIELD
from review.queries.findings import findings_by_place
from review.queries.justifications import kept_justifications
from review.queries.readings import picture_states, with_readings
from review.queries.rule_sets import UntrustedRules
from review.queries.screened import screened
from review.queries.writing import MOST_SHOWN, gravest


class FindingsPanel(Panel):
    """The findings on the draft as it was saved last; each links to the block that it is about. In a form
    that can be saved, a script puts in their place what is found as one writes, and shows it at its field.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Findings of screening"), "icon": "glasses", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "review/panels/findings.html"

        @property
        def media(self) -> forms.Media:
            scripts = ["review/places.js", "review/writing.js"] if self.address else []
            return forms.Media(css={"all": ["review/desk.css", "review/writing.css"]}, js=scripts)

        @property
        def address(self) -> str:
            """Where the form is sent while one writes; empty where it cannot be saved."""
            if self.instance.state != ComponentState.DRAFT:
                return ""
            if self.instance.pk is None:
                return reverse("review_writing:new", args=[self.instance.kind])
            return reverse("review_writing:piece", args=[self.instance.public_id])

        @property
        def justifications(self) -> str:
            """What the form carries of justifications: as it was posted, or as it was kept."""
            if FIELD in self.request.POST:
                return str(self.request.POST[FIELD])
            kept = kept_justifications(self.instance) if self.instance.pk else {}
            return json.dumps(kept, ensure_ascii=False)

        def is_shown(self) -> bool:
            return isinstance(self.instance, Component)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context) | {
                "address": self.address,
                "justifications": self.justifications,
            }
            if self.instance.latest_revision_id is None:
                return context
            draft = latest_draft(self.instance)
            images = list(chosen_images(draft))
            document = with_readings(document_of(draft), picture_states(draft, images))
            try:
                result = screened(document)
            except UntrustedRules as error:
                return context | {"hindrance": error.words}
            shown = gravest(result, MOST_SHOWN)
            return context | {
                "result": result,
                "content_sha256": canonical.sha256(canonical.encode(document)),
                "findings": findings_by_place(document, shown),
                "left_out": len(result.findings) - len(shown.findings),
                "shown_urls": {
                    image.content_sha256: image.get_rendition(PREVIEW_RENDITION).url for image in images
                },
            }
