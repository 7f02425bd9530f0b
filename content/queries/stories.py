"""What keeps a customer's story from being submitted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.enums import Channel
from content.kinds import find_kind
from content.models import Component, KeptBlob, LibraryImage, Masking, Story, StoryPicture
from content.queries.freezing import chosen_images


def story_of(component: Component) -> Story | None:
    """Return what a manager sent in, or None for a story that an editor began."""
    return Story.objects.filter(component_id=component.pk).first()


def rests_on_consent(component: Component) -> bool:
    """Return whether a customer may withdraw `component`.

    Where its kind is no longer declared, what came in by the portal or was ever submitted still does.
    """
    kind = find_kind(component.kind)
    if kind is not None:
        return kind.rests_on_consent
    return story_of(component) is not None or KeptBlob.objects.filter(component_id=component.pk).exists()


def waiting_pictures(component: Component) -> list[StoryPicture]:
    """Return the pictures that the manager sent in and nobody has looked at, in order."""
    looked_at = Masking.objects.filter(component_id=component.pk).values("source_sha256")
    pictures = StoryPicture.objects.filter(story__component_id=component.pk, erased_at=None)
    return list(pictures.exclude(sha256__in=looked_at))


def unlooked_images(draft: Component) -> list[LibraryImage]:
    """Return the pictures chosen in `draft` of which nobody has said what is to be masked."""
    said = set(Masking.objects.filter(component_id=draft.pk).values_list("result_sha256", flat=True))
    return [image for image in chosen_images(draft) if image.content_sha256 not in said]


def consent_of(draft: Component) -> dict[str, Any]:
    """Return the consent that the draft states: its number and end, as far as they are filled in."""
    for block in draft.body:
        if block.block_type == "consent":
            return dict(block.value)
    return {}


def consent_problems(draft: Component) -> Iterator[str]:
    """Yield in words what the consent, or masking, still asks for before `draft` may be submitted.

    The consent is the manager's to state: an editor may shorten it, and not widen it (PIPL arts. 14 and 29).
    """
    if not draft.declaration.rests_on_consent:
        return
    count = len(waiting_pictures(draft)) + len(unlooked_images(draft))
    if count:
        yield ngettext(
            "Nobody has looked at %(count)d picture for faces and numbers: open “Mask pictures”.",
            "Nobody has looked at %(count)d pictures for faces and numbers: open “Mask pictures”.",
            count,
        ) % {"count": count}
    story = story_of(draft)
    if story is not None:
        yield from _widened(draft, story)


def _widened(draft: Component, story: Story) -> Iterator[str]:
    stated = consent_of(draft)
    if stated.get("consent_number") != story.consent_number:
        yield _("The consent's number is %(number)s, as the manager sent it in: write that.") % {
            "number": story.consent_number
        }
    until: date | None = stated.get("holds_until")
    if until is not None and until > story.holds_until:
        yield _("The consent holds until %(day)s only: write that day or an earlier one.") % {
            "day": story.holds_until.isoformat()
        }
    for channel in sorted({block.block_type for block in draft.channels} - set(story.channels)):
        yield _("The customer has not consented to %(channel)s: take its text out.") % {
            "channel": Channel(channel).label
        }
