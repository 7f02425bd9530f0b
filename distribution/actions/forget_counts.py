"""Forget counts: what customers had in periods that are over, customers whom nobody reaches, and who was
counted at a link before today.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from core.clock import business_day
from distribution.models import Contact, Customer, CustomerCounter, LinkVisitor, Reach

BATCH = 5_000


def forget_counts(at: datetime) -> int:
    """Remove up to `BATCH` counters that no limit looks at any more, as many customers without any use, and
    as many visitors of days that are over; return how many rows. What the present and the previous month need
    stays: a late lapse still finds it.
    """
    today = business_day(at)
    this_month = today.replace(day=1)
    before = (this_month - timedelta(days=1)).replace(day=1)
    old = CustomerCounter.objects.filter(day__lt=before).values_list("pk", flat=True)[:BATCH]
    gone, _each = CustomerCounter.objects.filter(pk__in=list(old)).delete()
    unused = Customer.objects.filter(
        ~Exists(Reach.objects.filter(customer=OuterRef("pk"))),
        ~Exists(Contact.objects.filter(customer=OuterRef("pk"))),
        ~Exists(CustomerCounter.objects.filter(customer=OuterRef("pk"))),
    )
    left, _each = Customer.objects.filter(pk__in=list(unused.values_list("pk", flat=True)[:BATCH])).delete()
    counted = LinkVisitor.objects.filter(day__lt=today).values_list("pk", flat=True)[:BATCH]
    forgotten, _each = LinkVisitor.objects.filter(pk__in=list(counted)).delete()
    return gone + left + forgotten
