"""What the outbox holds, for those who look after it."""

from collections.abc import Mapping

from django.db.models import Count

from core.models import STUCK, OutboxMessage, OutboxStatus


def stuck_counts() -> Mapping[OutboxStatus, int]:
    """Return how many messages wait for a person, by status; statuses without any are left out."""
    rows = OutboxMessage.objects.filter(status__in=STUCK).values_list("status").annotate(count=Count("pk"))
    return {OutboxStatus(status): count for status, count in rows}


def dead_by_handler() -> Mapping[str, int]:
    """Return how many messages of each handler were given up, by its name."""
    rows = (
        OutboxMessage.objects.filter(status=OutboxStatus.DEAD)
        .values_list("handler")
        .annotate(count=Count("pk"))
        .order_by("handler")
    )
    return dict(rows)
