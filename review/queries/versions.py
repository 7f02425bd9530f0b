"""Editions in force as content's copies see them."""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime

from content.domain.document import Document
from content.registry import Version
from people.models import User
from review.models import Edition
from review.models.candidate import TamperedContent

logger = logging.getLogger(__name__)


def in_force(component: int, user: User, at: datetime) -> tuple[Version, Document] | None:
    """Return the edition in force of a component with its document, if `user` may use or oversees it.

    None as well for one whose bytes were tampered with; that is logged.
    """
    reachable = Edition.objects.usable_by(user) | Edition.objects.overseen_by(user)
    found = reachable.readable(at).filter(component=component).select_related("candidate")
    edition = found.order_by("-issued_at", "-pk").first()
    if edition is None:
        return None
    try:
        document = edition.content
    except TamperedContent:
        logger.exception("%s was tampered with and is not copied", edition.ledger_subject)
        return None
    return Version(edition.content_sha256, edition.number), document


def newest_versions(components: Collection[int], at: datetime) -> Mapping[int, Version]:
    """Return the edition in force of each component by its key. One query."""
    rows = Edition.objects.readable(at).filter(component__in=components).order_by("issued_at", "pk")
    return {
        component: Version(sha256, number)
        for component, sha256, number in rows.values_list("component_id", "content_sha256", "number")
    }
