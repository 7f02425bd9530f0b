"""Note blob: write down that a file of a story is in the blob store, so that it can be erased."""

from content.models import Component, KeptBlob


def note_blob(component: Component, digest: str) -> None:
    """Note `digest` for a piece that rests on a consent. Called before the bytes are put; safe to repeat."""
    if component.declaration.rests_on_consent:
        KeptBlob.objects.get_or_create(component_id=component.pk, sha256=digest)
