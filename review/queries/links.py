"""Where links lead: what keeps a document from being submitted, and which editions lead where."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.domain import links
from content.domain.document import Document, passages
from content.enums import Channel
from content.registry import LinkedPiece
from people.models import User
from review.domain.pictures.reading import ReadPicture, addresses, read_pictures
from review.enums import STANDING, EditionStatus
from review.models import CandidateLink, Edition
from review.models.edition import EditionQuerySet
from review.queries.editions import standing_of

LEADS_SOMEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:\S|(?i:www\.)", re.ASCII)
"""What a phone opens when it reads a code: any scheme, not web addresses alone."""


def link_problems(document: Document, at: datetime) -> Iterator[str]:
    """Yield in words each call to action, and each address in a text, that the bank does not answer for, and
    each group code that has ended by `at`.
    """
    for channel, action in links.actions(document):
        label = Channel(channel).label
        if action.app_id and action.app_id not in settings.ARMOURY_MINI_PROGRAMS:
            yield _("%(channel)s opens the mini-program %(app_id)s, which is none of the bank's.") % {
                "channel": label,
                "app_id": action.app_id,
            }
        schemes = settings.ARMOURY_APP_SCHEMES if action.kind == links.APP_LINK else ()
        if action.address and not links.is_listed(action.address, settings.ARMOURY_LINK_DOMAINS, schemes):
            yield _elsewhere(str(label), action.address)
        if action.expires_at is not None and action.expires_at <= at:
            yield _("The group code “%(name)s” expired on %(time)s. Put a new one in.") % {
                "name": action.words,
                "time": f"{timezone.localtime(action.expires_at):%Y-%m-%d %H:%M}",
            }
    written = dict.fromkeys(address for one in passages(document) for address in links.links_in(one.text))
    for address in written:
        if not links.is_listed(address, settings.ARMOURY_LINK_DOMAINS):
            yield _elsewhere(_("A text"), address)
    yield from _code_problems(document)


def addresses_in_codes(document: Document) -> Iterator[tuple[ReadPicture, str]]:
    """Yield each address that a code in a picture of `document` leads to."""
    for picture in read_pictures(document):
        for content in addresses(picture.reading.codes):
            if LEADS_SOMEWHERE.match(content):
                yield picture, content


def _code_problems(document: Document) -> Iterator[str]:
    group_codes = {action.picture for _channel, action in links.actions(document) if action.picture}
    for picture, address in addresses_in_codes(document):
        domains = settings.ARMOURY_LINK_DOMAINS
        if picture.sha256 in group_codes:
            domains = domains | settings.ARMOURY_GROUP_CODE_DOMAINS
        if len(address) > links.MOST_CHARACTERS or not links.is_listed(address, domains):
            yield _elsewhere(
                _("The code in picture “%(title)s”") % {"title": picture.title},
                address[: links.MOST_CHARACTERS],
            )


def _elsewhere(what: str, address: str) -> str:
    return _(
        "%(what)s leads to %(address)s. Only https links to %(domains)s may be sent; an administrator can "
        "list another domain."
    ) % {"what": what, "address": address, "domains": ", ".join(sorted(settings.ARMOURY_LINK_DOMAINS))}


def links_in_use(at: datetime) -> list[str]:
    """Return each address by https that an edition in use at `at`, or suspended, leads to."""
    used = CandidateLink.objects.filter(
        address__startswith="https://", candidate__editions__in=_standing(Edition.objects.all(), at)
    )
    return sorted(set(used.values_list("address", flat=True)))


def linked_pieces(user: User, addresses: Collection[str], until: datetime, at: datetime) -> list[LinkedPiece]:
    """Return, of the editions that `user` oversees and that stand at `at`, each link to one of `addresses`
    and each code that ends before `until`, soonest first. Two queries.
    """
    editions = _standing(Edition.objects.overseen_by(user).recorded(), at)
    links = list(
        CandidateLink.objects.filter(
            Q(address__in=addresses) | Q(expires_at__lt=until), candidate__editions__in=editions
        ).order_by("expires_at", "-candidate", "pk")
    )
    found = editions.filter(candidate__in={one.candidate_id for one in links}).defer("certificate")
    by_candidate = {edition.candidate_id: edition for edition in found.select_related("branch")}
    return [_piece(by_candidate[one.candidate_id], one, at) for one in links]


def editions_leading_to(address: str, at: datetime) -> list[UUID]:
    """Return the public ids of the editions in use at `at` that lead to `address`."""
    leading = Edition.objects.filter(candidate__links__address=address, status=EditionStatus.ISSUED)
    return list(_standing(leading, at).order_by("pk").values_list("public_id", flat=True).distinct())


def _standing(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    return editions.filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=at), status__in=STANDING, valid_until__gt=at
    )


def _piece(edition: Edition, link: CandidateLink, at: datetime) -> LinkedPiece:
    return LinkedPiece(
        title=edition.title,
        branch=edition.branch.short_name,
        standing=standing_of(edition, at).label,
        url=reverse("review_edition:edition", args=[edition.public_id]),
        words=link.words,
        address=link.address,
        expires_at=link.expires_at,
    )
