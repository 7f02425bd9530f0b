"""End events: what was shown long enough lapses, and what is older than the setting is removed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from core.clock import business_day
from distribution.actions.event_counts import count_event
from distribution.enums import EventState
from distribution.models import ReceivedEvent

BATCH = 1_000


@transaction.atomic
def end_events(at: datetime) -> int:
    """Let up to `BATCH` events lapse and remove as many that came more than ARMOURY_EVENT_DAYS_KEPT days ago,
    with the customers' hashes (个人信息保护法, 第十九条); return how many. What was counted stays.
    """
    due = ReceivedEvent.objects.select_for_update().filter(state=EventState.OPEN, shown_until__lte=at)
    lapsed = list(due.order_by("pk")[:BATCH])
    for event in lapsed:
        count_event(event.branch_id, event.event, business_day(event.received_at), "lapsed")
    ReceivedEvent.objects.filter(pk__in=[event.pk for event in lapsed]).update(state=EventState.LAPSED)
    before = at - timedelta(days=settings.ARMOURY_EVENT_DAYS_KEPT)
    old = ReceivedEvent.objects.filter(received_at__lt=before).exclude(state=EventState.OPEN)
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
    ReceivedEvent.objects.filter(pk__in=keys).delete()
    return len(lapsed) + len(keys)
