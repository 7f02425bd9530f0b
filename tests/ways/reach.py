"""Ask every reader there is whether something reaches a customer manager."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from content.enums import Channel, Segment
from core import clock
from distribution.models import PackageItem
from distribution.queries.editions import visible_editions
from people.models import User
from review.models import Edition
from search import index
from tests.content.posting import signed_in
from tests.factories.distribution import PackageFactory

EVERY_READER = frozenset({"today", "search", "browsing", "page", "pull", "media", "queryset", "index"})
"""What `reached` answers for an edition in force that has a picture."""

_FOUND = re.compile(r'<li class="card">.*?</ul>|<ul class="links">.*?</ul>', re.DOTALL)


def reached(manager: User, marker: str, edition: Edition | None = None) -> frozenset[str]:
    """Return the names of the readers that show `marker`, or hand out `edition`, to `manager` now.

    `edition` is laid out in a package of its branch for today first, so that the package is a reader too.
    Whatever the asking itself writes is rolled back.
    """
    with transaction.atomic():
        found = frozenset(name for name, ask in _readers(manager, marker, edition) if ask())
        transaction.set_rollback(True)
    return found


def _readers(manager: User, marker: str, edition: Edition | None) -> list[tuple[str, Callable[[], bool]]]:
    client, at = signed_in(manager), clock.now()
    visible = visible_editions(manager, at)
    if edition is not None:
        package = PackageFactory(branch=edition.branch)
        PackageItem.objects.create(package=package, edition=edition, slot="morning")
    asked: list[tuple[str, Callable[[], bool]]] = [
        ("today", lambda: _shows(client.get(reverse("home")), marker)),
        ("search", lambda: _shows_hit(client, marker, marker)),
        ("browsing", lambda: _shows_hit(client, marker, "")),
        ("index", lambda: _found(marker, manager)),
    ]
    if edition is None:
        return [*asked, ("queryset", lambda: visible.filter(title__contains=marker).exists())]
    return [
        *asked,
        ("queryset", lambda: visible.filter(pk=edition.pk).exists()),
        ("page", lambda: _shows(client.get(reverse("edition", args=[edition.public_id])), marker)),
        ("pull", lambda: _pulled(client, edition.public_id, marker)),
        ("media", lambda: any(_served(client, edition, sha256) for sha256 in files_of(edition))),
    ]


def turned_away(response: HttpResponse) -> bool:
    """Return whether the answer refuses: 403, 404, or the way home or to the log-in page."""
    if response.status_code == 302:
        address = response["Location"]
        return address in {"/admin/", "/"} or address.startswith(("/admin/login/", "/login/"))
    return response.status_code in {403, 404}


def files_of(edition: Edition) -> list[str]:
    """Return the hash of every file that stands beside the edition's candidate."""
    return list(edition.candidate.media.values_list("sha256", flat=True))


def _shows(response: HttpResponse, marker: str) -> bool:
    return marker in response.content.decode()


def _shows_hit(client: Client, marker: str, query: str) -> bool:
    """The search page repeats the query around its hits; what it found stands in cards and links."""
    page = client.get(reverse("search"), {"q": query}).content.decode()
    found = "".join(_FOUND.findall(page))
    return marker in found.replace("<mark>", "").replace("</mark>", "")


def _found(marker: str, manager: User) -> bool:
    at = clock.now()
    return bool(index.find(marker, within=visible_editions(manager, at), at=at).editions)


def _pulled(client: Client, public_id: UUID, marker: str) -> bool:
    address = reverse("take", args=[public_id])
    return any(
        _shows(
            client.post(
                address,
                {"channel": channel, "segment": segment, "request_key": uuid4()},
                follow=True,
            ),
            marker,
        )
        for channel in Channel.values
        for segment in Segment.values
    )


def _served(client: Client, edition: Edition, sha256: str) -> bool:
    address = reverse("edition_media", args=[edition.public_id, sha256])
    fresh = client.get(address).status_code
    again = client.get(address, headers={"If-None-Match": f'"{sha256}"'}).status_code
    return fresh == 200 or again in {200, 304}
