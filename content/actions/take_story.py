"""Take story: what a manager sent in becomes a draft for the editors of the manager's branch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.enums import Channel, Voice
from content.kinds import UGC_STORY
from content.kinds.base import start_of_day
from content.models import Component, Story, StoryPicture, proxy_for
from content.queries.opening import blank_component
from core import ledger
from core.actions import action
from core.clock import business_day
from core.domain.canonical import sha256
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority


class NotTaken(Exception):
    """The story was not taken. The words say what to do."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a manager's form says. `pictures` are the public ids of pictures that are held."""

    told: str
    consent_number: str
    given_on: date
    holds_until: date
    channels: tuple[Channel, ...]
    pictures: tuple[UUID, ...]
    request_key: UUID


@action("take_story")
def take_story(telling: Telling, *, actor: User, at: datetime) -> Story:
    """Return the story, with its draft and first revision; its pictures wait to be masked.

    The same `request_key` gives the same story. Raises Refused unless `actor` is a manager with a branch,
    NotTaken beyond the day's limit, for a consent that has ended or covers nothing, and for pictures that are
    not held by `actor`. The consent is kept as it was given, with the words that were confirmed (PIPL arts.
    14, 25 and 29).
    """
    authority.require_role(actor, {Role.MANAGER}, subject=actor.actor)
    branch = authority.own_branch(actor, subject=actor.actor)
    User.objects.select_for_update(of=("self",)).only("pk").get(pk=actor.pk)
    known: Story | None = Story.objects.filter(manager=actor, request_key=telling.request_key).first()
    if known is not None:
        return known
    today = business_day(at)
    _require_room(actor, today)
    _require_consent(telling, today)
    pictures = _held(telling.pictures, actor)
    story = Story(
        request_key=telling.request_key,
        branch=branch,
        manager=actor,
        told=telling.told,
        consent_number=telling.consent_number,
        given_on=telling.given_on,
        holds_until=telling.holds_until,
        channels=[channel.value for channel in telling.channels],
        consent_words=settings.ARMOURY_STORY_CONSENT_WORDS,
        taken_at=at,
    )
    story.component = _draft(telling, actor, at)
    story.save()
    for position, picture in enumerate(pictures):
        picture.story, picture.position = story, position
        picture.save(update_fields=["story", "position"])
    ledger.append(
        Stream.DECISIONS,
        "story.taken",
        subject=story.subject,
        at=at,
        payload={
            "component": str(story.component.public_id),
            "taken_by": actor.actor,
            "channels": list(story.channels),
            "holds_until": story.holds_until.isoformat(),
            "consent_words_sha256": sha256(story.consent_words.encode()),
            "pictures": [picture.sha256 for picture in pictures],
        },
        personal={"taken_by": str(actor)},
    )
    return story


def _require_room(actor: User, today: date) -> None:
    taken = Story.objects.filter(manager=actor, taken_at__gte=start_of_day(today)).count()
    if taken >= settings.ARMOURY_STORIES_PER_DAY:
        raise NotTaken(
            _("You have sent in %(count)d stories today, which is the limit. Send this one tomorrow.")
            % {"count": taken}
        )


def _require_consent(telling: Telling, today: date) -> None:
    if telling.given_on > today:
        raise NotTaken(_("The consent is dated in the future. Correct the day."))
    if telling.holds_until < today:
        raise NotTaken(_("The consent has ended. Ask the customer for a new one."))
    if not telling.channels:
        raise NotTaken(_("Choose the channels that the customer has consented to."))


def _held(wanted: Sequence[UUID], actor: User) -> list[StoryPicture]:
    rows = StoryPicture.objects.select_for_update().filter(
        public_id__in=wanted, manager=actor, story=None, erased_at=None
    )
    found = {row.public_id: row for row in rows}
    if len(wanted) > settings.ARMOURY_STORY_PICTURES or set(found) != set(wanted):
        raise NotTaken(_("A picture was not kept. Choose it again."))
    return [found[public_id] for public_id in wanted]


def _draft(telling: Telling, actor: User, at: datetime) -> Component:
    opened = at.replace(second=0, microsecond=0)
    draft = blank_component(UGC_STORY, actor, opened)
    draft.title = _("Customer's story %(day)s") % {"day": business_day(at).isoformat()}
    draft.voice = Voice.CUSTOMER
    consent = {
        "consent_number": telling.consent_number,
        "given_on": telling.given_on.isoformat(),
        "holds_until": telling.holds_until.isoformat(),
    }
    draft.body = [
        {"type": "consent", "value": consent},
        {"type": "story", "value": {"told": telling.told, "masked_picture": None}},
    ]
    draft.channels = [
        {"type": channel.value, "value": {"text": telling.told, "pictures": []}}
        for channel in telling.channels
    ]
    draft.save()
    revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.create", user=actor, revision=revision, content_changed=True)
    found: Component = proxy_for(UGC_STORY.code).objects.get(pk=draft.pk)
    return found
