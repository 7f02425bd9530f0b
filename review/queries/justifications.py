"""The justifications that stay with a draft."""

from content.models import Component
from review.models import DraftJustification


def kept_justifications(component: Component) -> dict[str, str]:
    """Return what was kept for `component`, by the name of its field on the submission page."""
    kept = DraftJustification.objects.filter(component_id=component.pk)
    words: dict[str, str] | None = kept.values_list("words", flat=True).first()
    return words or {}
