"""Forget what webhooks were told long ago."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from people.models import WebhookDelivery


def forget_deliveries(at: datetime) -> int:
    """Delete settled deliveries as old as finished messages of the outbox may be; return how many."""
    before = at - timedelta(days=settings.ARMOURY_OUTBOX_KEPT_DAYS)
    settled = Q(delivered_at__lt=before) | Q(dropped_at__lt=before)
    deleted, _by_model = WebhookDelivery.objects.filter(settled).delete()
    return deleted
