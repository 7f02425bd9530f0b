"""Scripts and frequent questions for a conversation: by scene, with what may be sent one to one."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext as _

from content.domain.document import Document, body_values, channel_text
from content.domain.merge import filled
from content.enums import Channel, ScriptScene, Segment
from content.kinds import FAQ, SCRIPT
from distribution.queries.cards import Card, cards_of
from distribution.queries.editions import visible_editions
from distribution.queries.limits import ManagerDay
from distribution.queries.own_fields import own_fields
from distribution.queries.reasons import reason_hint, reason_words
from people.models import User
from review.models import Edition
from review.models.candidate import TamperedContent
from review.models.edition import EditionQuerySet

logger = logging.getLogger(__name__)

TALKING = (SCRIPT.code, FAQ.code)
"""Kinds that give words for a conversation."""
MOST = 500
"""Of so many scripts, the newest, the scene is known; beyond, search finds them."""
_KEPT = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment that a wording may be copied for. `words` say why not now; `key` makes the order once."""

    segment: Segment
    words: str
    key: UUID


@dataclass(frozen=True, slots=True)
class Way:
    """One approved wording of the one-to-one text, with the manager's own fields, and whom it suits."""

    number: int
    text: str
    suits: str
    choices: tuple[Choice, ...]

    @property
    def open_choices(self) -> tuple[Choice, ...]:
        return tuple(one for one in self.choices if not one.words)


@dataclass(frozen=True, slots=True)
class Talk:
    """One piece on the page. `locked` says why nothing of it may be sent one to one, if so.

    `to_read` are variants of the script that are no wording of the channel: approved to be read, not sent.
    """

    card: Card
    scene: str
    aim: str
    ways: tuple[Way, ...]
    to_read: tuple[tuple[str, str], ...]
    not_when: tuple[str, ...]
    locked: str
    is_taken: bool


def scenes_for(user: User, at: datetime) -> dict[int, ScriptScene]:
    """Return the scene of each script that `user` may use at `at`, by primary key.

    Two queries; what was read of a document once is kept under the edition's hash.
    """
    scripts = visible_editions(user, at).filter(kind=SCRIPT.code).order_by("-issued_at", "-pk")[:MOST]
    hashes = dict(scripts.values_list("pk", "edition_sha256"))
    kept: dict[str, str] = cache.get_many([_key(digest) for digest in hashes.values()])
    missing = [pk for pk, digest in hashes.items() if _key(digest) not in kept]
    if missing:
        fresh = _read(missing)
        cache.set_many(fresh, _KEPT)
        kept |= fresh
    return {pk: ScriptScene(kept[_key(one)]) for pk, one in hashes.items() if _key(one) in kept}


def of_scene(editions: EditionQuerySet, scene: str, scenes: Mapping[int, ScriptScene]) -> EditionQuerySet:
    """Return those of `editions` that are of a scene, frequent questions for FAQ's code, all for nothing."""
    if scene == FAQ.code:
        return editions.filter(kind=FAQ.code)
    if scene:
        return editions.filter(pk__in=[key for key, one in scenes.items() if one == scene])
    return editions.filter(kind__in=TALKING)


def talks(editions: Sequence[Edition], manager: User, today: ManagerDay) -> list[Talk]:
    """Return editions that the caller has found visible as the page shows them. Three queries at most."""
    hashes = {edition.pk: edition.edition_sha256 for edition in editions}
    cards = cards_of(hashes, manager, today)
    return [_talk(one, cards[one.pk], manager, today) for one in editions if one.pk in cards]


def _talk(edition: Edition, card: Card, manager: User, today: ManagerDay) -> Talk:
    document, channel = edition.content, Channel.ONE_TO_ONE
    reason = today.channel_reason(card.reading.offer, channel)
    variants = [
        (item["value"]["suits"], item["value"]["words"])
        for value in body_values(document, "variants")
        for item in value
    ]
    ways = (
        ()
        if reason
        else _ways(document, card, {words.strip(): who for who, words in variants}, manager, today)
    )
    text = channel_text(document, channel)
    sent = {one.strip() for one in text.wordings} if text else set()
    said = next(iter(body_values(document, "script_scene")), None)
    return Talk(
        card=card,
        scene=str(ScriptScene(said["script_scene"]["code"]).label) if said else "",
        aim=said["aim"] if said else "",
        ways=ways,
        to_read=tuple((who, words) for who, words in variants if words.strip() not in sent),
        not_when=tuple(item["value"] for value in body_values(document, "not_when") for item in value),
        locked=reason_words(reason, today.day) if reason else "",
        is_taken=any(one.is_taken for one in card.channels if one.channel == channel),
    )


def _ways(
    document: Document, card: Card, suits: Mapping[str, str], manager: User, today: ManagerDay
) -> tuple[Way, ...]:
    text = channel_text(document, Channel.ONE_TO_ONE)
    fields = own_fields(manager)
    return tuple(
        Way(number, filled(wording, fields), suits.get(wording.strip(), ""), _choices(card, today))
        for number, wording in enumerate(text.wordings if text else ())
    )


def _choices(card: Card, today: ManagerDay) -> tuple[Choice, ...]:
    return tuple(
        Choice(Segment(segment), _shut(card, segment, today), uuid.uuid4())
        for segment in card.reading.segments
    )


def _shut(card: Card, segment: str, today: ManagerDay) -> str:
    """Places that customers have used up are told by the pull itself, which knows them."""
    reason = today.segment_reason(card.reading.offer, Channel.ONE_TO_ONE, segment)
    if reason is not None:
        return reason_hint(reason, today.day)
    return _("no places left today") if today.own_left(segment) == 0 else ""


def _key(edition_sha256: str) -> str:
    return f"scene:1:{edition_sha256}"


def _read(primary_keys: Sequence[int]) -> dict[str, str]:
    found = {}
    for edition in Edition.objects.filter(pk__in=primary_keys).select_related("candidate"):
        try:
            said = body_values(edition.content, "script_scene")[0]
        except TamperedContent:
            logger.exception("%s was tampered with and is not shown", edition.ledger_subject)
            continue
        found[_key(edition.edition_sha256)] = said["script_scene"]["code"]
    return found
