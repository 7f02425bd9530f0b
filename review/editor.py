"""What review tells content's editor."""

from django.urls import reverse

from content.models import Component


def close_url(component: Component) -> str:
    """Return the page on which a customer's story is closed for good."""
    return reverse("review_consent:withdraw", args=[component.public_id])


def submit_url(component: Component) -> str:
    """Return the page on which `component` is submitted."""
    return reverse("review_submit:submit", args=[component.public_id])
