"""Forget counts: what customers had in periods that are over, and customers whom nobody reaches."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from distribution.models import Contact, Customer, CustomerCounter, Reach

BATCH = 5_000


def forget_counts(at: datetime) -> int:
    """Remove up to `BATCH` counters that no limit looks at any more, and as many customers without any use;
    return how many rows. What the present and the previous month need stays: a late lapse still finds it.
    """
    this_month = timezone.localtime(at).date().replace(day=1)
    before = (this_month - timedelta(days=1)).replace(day=1)
    old = CustomerCounter.objects.filter(day__lt=before).values_list("pk", flat=True)[:BATCH]
    gone, _each = CustomerCounter.objects.filter(pk__in=list(old)).delete()
    unused = Customer.objects.filter(
        ~Exists(Reach.objects.filter(customer=OuterRef("pk"))),
        ~Exists(Contact.objects.filter(customer=OuterRef("pk"))),
        ~Exists(CustomerCounter.objects.filter(customer=OuterRef("pk"))),
    )
    left, _each = Customer.objects.filter(pk__in=list(unused.values_list("pk", flat=True)[:BATCH])).delete()
    return gone + left
