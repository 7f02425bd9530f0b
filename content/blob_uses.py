"""Which bytes content still needs."""

from collections.abc import Collection

from content.enums import ComponentState
from content.models import KeptBlob, StoryPicture
from core.erasures import ErasureReason, register_use


def used(digests: Collection[str], reason: ErasureReason) -> set[str]:
    """Return those that wait in a form or to be masked, and those of stories that are not closed."""
    waiting = StoryPicture.objects.filter(sha256__in=digests, erased_at=None)
    kept = KeptBlob.objects.filter(sha256__in=digests).exclude(component__state=ComponentState.CLOSED)
    return {*waiting.values_list("sha256", flat=True), *kept.values_list("sha256", flat=True)}


register_use("content", used)
