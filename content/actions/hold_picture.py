"""Hold picture: keep a manager's picture until the form that it came with is complete."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from content.domain import pictures
from content.models import StoryPicture
from content.models.media_files import AcceptedFile, all_of
from core import blobs
from core.actions import Conflict, action
from core.domain.canonical import sha256
from people.enums import Role
from people.models import User
from people.queries import authority

HELD_FORMS = 3
"""So many forms may be left lying about at a time."""


def hold_picture(accepted: AcceptedFile, *, actor: User, at: datetime) -> StoryPicture:
    """Keep what came in by the door (content.models.media_files) and return its row, of no story yet.

    The row is written first, so that whatever is killed, the bytes are known and go again
    (content.actions.forget_held). Hold no transaction. Raises Refused unless `actor` is a manager, Conflict
    if too many wait already.
    """
    content = all_of(accepted)
    held = _note(content, actor=actor, at=at)
    blobs.put(content)
    return held


@action("hold_picture")
def _note(content: bytes, *, actor: User, at: datetime) -> StoryPicture:
    authority.require_role(actor, {Role.MANAGER}, subject=actor.actor)
    authority.own_branch(actor, subject=actor.actor)
    User.objects.select_for_update(of=("self",)).only("pk").get(pk=actor.pk)
    waiting = StoryPicture.objects.filter(manager=actor, story=None, erased_at=None).count()
    if waiting >= HELD_FORMS * settings.ARMOURY_STORY_PICTURES:
        raise Conflict(
            _("Too many of your pictures wait for their story. Finish one, or try again tomorrow.")
        )
    width, height = pictures.size_of(content)
    held: StoryPicture = StoryPicture.objects.create(
        manager=actor,
        sha256=sha256(content),
        kind=pictures.kind_of(content),
        width=width,
        height=height,
        held_at=at,
    )
    return held
