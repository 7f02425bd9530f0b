"""What screening says about the saved draft, in its own form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from content.models import Component
from content.queries.freezing import document_of
from core.domain import canonical
from review.actions.prepare import latest_draft
from review.domain.screening.result import ScreeningResult
from review.queries.findings import findings_by_place
from review.queries.rule_sets import in_force
from review.queries.screening import screen_document

KEPT_SECONDS = 15 * 60


def screened(document: Mapping[str, Any]) -> ScreeningResult:
    """Return the screening of `document`, from the cache if these rules read these bytes before."""
    key = f"review.screened.{canonical.sha256(canonical.encode(document))}"
    kept = cache.get(f"{key}.{in_force().fingerprint}")
    if kept is not None:
        return ScreeningResult.from_jsonable(kept)
    result = screen_document(document)
    cache.set(f"{key}.{result.rule_set_sha256}", result.to_jsonable(), KEPT_SECONDS)
    return result


class FindingsPanel(Panel):
    """The findings on the draft as it was saved last; each links to the block that it is about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Screening of the saved draft"), "icon": "glasses", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "review/panels/findings.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(css={"all": ["review/desk.css"]})

        def is_shown(self) -> bool:
            return isinstance(self.instance, Component) and self.instance.latest_revision_id is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            document = document_of(latest_draft(self.instance))
            result = screened(document)
            return super().get_context_data(parent_context) | {
                "result": result,
                "content_sha256": canonical.sha256(canonical.encode(document)),
                "findings": findings_by_place(document, result),
            }
