"""Where tracked links lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from content.domain.document import channel_text
from distribution.domain import tracking
from distribution.models import Pull
from review.models import Edition
from review.models.candidate import TamperedContent


class LinkOver(Exception):
    """The link was ours, but what it was sent with may not be used any more."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, and whose it is."""

    address: str
    pull_id: UUID


def tracked_address(pull_id: UUID) -> str:
    """Return the address that goes into a text in the place of the call to action's own."""
    token = tracking.sign(pull_id, _keys()[0])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('follow', args=[token])}"


def target_of(token: str, at: datetime) -> Target:
    """Return the frozen address that the link with this token leads to at `at`. Nothing in the request can
    change it.

    Raises tracking.Tampered for a token that is not ours or names no pull with an address, LinkOver if the
    edition is not in force.
    """
    pull_id = tracking.read(token, _keys())
    pull = Pull.objects.filter(public_id=pull_id).values("edition", "channel").first()
    if pull is None:
        raise tracking.Tampered(token)
    edition = Edition.objects.readable(at).select_related("candidate").filter(pk=pull["edition"]).first()
    if edition is None:
        raise LinkOver
    try:
        sent = channel_text(edition.content, pull["channel"])
    except TamperedContent as error:
        raise LinkOver from error
    if sent is None or sent.action is None or not sent.action.address.startswith("https://"):
        raise tracking.Tampered(token)
    return Target(sent.action.address, pull_id)


def visitor_digest(pull_id: UUID, day: date, visitor: str) -> str:
    """Return what stands for one visitor of one link on one day, and tells nothing without the bank's key
    (个人信息保护法, 第七十三条: 去标识化).
    """
    inputs = f"{pull_id} {day.isoformat()} {visitor}"
    return salted_hmac("distribution.visitors", inputs, algorithm="sha256").hexdigest()[:32]


def _keys() -> Sequence[bytes]:
    """The newest first; links signed with an earlier secret key lead on as long as that is a fallback."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        salted_hmac("distribution.tracking", "", secret=secret, algorithm="sha256").digest()
        for secret in secrets
    ]
