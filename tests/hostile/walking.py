"""Every address of the product with something real behind it, and one person who may open them all."""

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from content.kinds import KINDS
from people.enums import Role
from tests.factories.people import UserFactory
from tests.sweep.walking import routes
from tests.sweep.world import Holdings, Relation, World, build_world

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
OF_PAGES = re.compile(
    r"^admin/(?:pages|reports|workflows|collections|sites|locales|choose-page|api|test404|failwhale)\b"
)
SAME_FOR_EVERY_KIND = re.compile(
    rf"^admin/content/(?:{'|'.join(kind.code for kind in KINDS[1:])})/(?!add/|edit/|(?:results/)?$)"
)
"""One viewset serves all kinds: lists and forms are walked for each, history and the like for one."""
WITHOUT_EFFECT_HERE = ("logout/", "admin/logout/")
"""They would end the session that the walk needs."""


@dataclass(frozen=True)
class Walk:
    """Addresses to ask, and the client of somebody who has every role."""

    client: Client
    addresses: list[str]
    world: World


def start_walk() -> Walk:
    """Build a bank and return the walk. The caller holds a database and a clock that stands still."""
    world = build_world()
    held = world.holdings[Relation.OWN]
    person = UserFactory(roles=list(Role), branch=held.branch)
    client = Client(raise_request_exception=False)
    client.force_login(person)
    patterns = [route.pattern for route in routes()]
    addresses = [
        _filled(pattern, world, held)
        for pattern in patterns
        if not OF_PAGES.match(pattern)
        and not SAME_FOR_EVERY_KIND.match(pattern)
        and pattern not in WITHOUT_EFFECT_HERE
    ]
    return Walk(client, sorted({address for address in addresses if address}), world)


def _filled(pattern: str, world: World, held: Holdings) -> str:
    """Return an address that the pattern matches; nothing for patterns that catch the rest."""
    if pattern.endswith(("^.*/$", "<path:rest>")):
        return ""
    if pattern.startswith("documents/^("):
        return f"/documents/{held.document.pk}/{held.document.filename}"
    plain = re.sub(r"\(\?P<pk>[^)]*\)", str(held.brief.pk), pattern)
    plain = re.sub(r"\(\?P<revision_id_a>[^)]*\)\\\.\\\.\\\.", "earliest...", plain)
    plain = re.sub(r"\(\?P<revision_id_b>[^)]*\)", "latest", plain).replace("$", "")
    return "/" + PARAMETER.sub(lambda found: str(_value(found[1], pattern, world, held)), plain)


def _value(name: str, pattern: str, world: World, held: Holdings) -> Any:
    by_name = {
        "image_id": held.image.pk,
        "document_id": held.document.pk,
        "doc_id": held.document.pk,
        "revision_id": held.brief.latest_revision_id,
        "pull_id": held.pull.public_id,
        "task_id": held.task.public_id,
        "story_id": held.story.public_id,
        "sha256": held.edition.candidate.media.filter(derivative="display").get().sha256,
        "filter_spec": "width-60",
        "path": held.image.file.name,
        "app_label": "content",
        "app_name": "content",
        "model_name": "product",
        "action": "delete",
        "public_id": _public_id(pattern, held),
        "pk": _pk(pattern, world, held),
    }
    return by_name.get(name, 1)


def _public_id(pattern: str, held: Holdings) -> Any:
    if "review/submit" in pattern:
        return held.brief.public_id
    if "review/consent" in pattern:
        return held.story.component.public_id
    return held.case.public_id if "review/case" in pattern else held.edition.public_id


def _pk(pattern: str, world: World, held: Holdings) -> Any:
    for part, value in {
        **{f"content/{code}/": draft.pk for code, draft in held.drafts.items()},
        "products": world.product.pk,
        "content/product/": world.product.pk,
        "facts": world.fact.pk,
        "content/fact/": world.fact.pk,
        "calendar/years": world.year.pk,
        "calendar/festivals": world.festival.pk,
        "calendar/columns": held.column.pk,
        "edition_chooser": held.edition.pk,
        "packages": held.package.pk,
        "branches": held.branch.pk,
        "users": held.staff.pk,
        "documents": held.document.pk,
        "images": held.image.pk,
    }.items():
        if part in pattern:
            return value
    return 1
