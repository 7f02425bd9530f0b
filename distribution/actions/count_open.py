"""Count open: a customer followed a tracked link."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from core.clock import business_day
from distribution.models import LinkOpens, LinkVisitor, Pull
from distribution.queries.tracking import visitor_digest

MOST_A_DAY = 5_000
"""What one link counts on one day. A manager has about 3,000 customers; what is beyond, programs made."""


@transaction.atomic
def count_open(pull_id: UUID, visitor: str, *, at: datetime) -> bool:
    """Count `visitor` (address and browser, which are not kept) for the pull and the day of `at`.

    Return whether it counted: not on a second visit of the same day, nor past MOST_A_DAY. Nobody's permission
    is asked, customers have no account; the caller has proved the link's signature.
    """
    day = business_day(at)
    pull = Pull.objects.only("pk").get(public_id=pull_id)
    opens, _made = LinkOpens.objects.get_or_create(pull=pull, day=day)
    if opens.visitors >= MOST_A_DAY:
        return False
    _visitor, is_new = LinkVisitor.objects.get_or_create(
        digest=visitor_digest(pull_id, day, visitor), defaults={"day": day}
    )
    if is_new:
        LinkOpens.objects.filter(pk=opens.pk).update(visitors=F("visitors") + 1)
    return is_new
