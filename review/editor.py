"""What review tells content's editor."""

from django.urls import reverse

from content.models import Component


def submit_url(component: Component) -> str:
    """Return the page on which `component` is submitted."""
    return reverse("review_submit:submit", args=[component.public_id])
