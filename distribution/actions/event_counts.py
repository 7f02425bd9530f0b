"""Counts of events by branch, sort and day. For take_event, settle_event and end_events alone."""

from datetime import date

from django.db.models import F

from distribution.models import EventCount


def count_event(branch_id: int, event: str, day: date, *columns: str) -> None:
    """Add one to each of `columns`. The caller holds the transaction of what it counts."""
    counted, _made = EventCount.objects.get_or_create(branch_id=branch_id, event=event, day=day)
    EventCount.objects.filter(pk=counted.pk).update(**{column: F(column) + 1 for column in columns})
