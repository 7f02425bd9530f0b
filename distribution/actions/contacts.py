"""Contacts: the customers that a pull is counted for. For pull, declare_sent and lapse alone."""

from django.db import connection
from django.db.models import F, QuerySet

from distribution.domain.counters import Limit, first_day, limits_on
from distribution.models import Contact, Customer, CustomerCounter, Pull, Reach


def lock_customers(manager_id: int, segment: str) -> None:
    """Make everybody wait who counts for one of these customers too, in one order for all.

    The caller holds the pull's transaction; what it counts from here on is exact (I6).
    """
    rows = Reach.objects.filter(table__manager=manager_id, segment=segment).values("customer")
    list(Customer.objects.select_for_update(no_key=True).filter(pk__in=rows).order_by("pk").values_list("pk"))


def take_contacts(pull: Pull, rows: QuerySet[Reach]) -> None:
    """Count the pull for the customers in `rows`. The caller has locked them.

    One statement for all customers, then one for each limit on customers.
    """
    chosen, values = rows.order_by().values("customer_id").query.sql_with_params()
    contact = connection.ops.quote_name(Contact._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {contact} (pull_id, customer_id) SELECT %s, chosen.customer_id "  # noqa: S608
            f"FROM ({chosen}) AS chosen",
            [pull.pk, *values],
        )
    for limit in _limits(pull):
        _count(pull, limit)


def forget_contacts(pull: Pull) -> None:
    """Leave the customers counted for good: the pull is settled."""
    Contact.objects.filter(pull=pull).delete()


def give_contacts_back(pull: Pull) -> None:
    """Take the pull out of what its customers have had: it lapses."""
    for limit in _limits(pull):
        CustomerCounter.objects.filter(
            customer__in=Contact.objects.filter(pull=pull).values("customer"),
            limit=limit.code,
            day=first_day(limit.period, pull.day),
            used__gt=0,
        ).update(used=F("used") - 1)
    forget_contacts(pull)


def _count(pull: Pull, limit: Limit) -> None:
    counter, contact = (
        connection.ops.quote_name(model._meta.db_table) for model in (CustomerCounter, Contact)
    )
    column = connection.ops.quote_name("limit")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {counter} (customer_id, {column}, day, used) "  # noqa: S608
            f"SELECT customer_id, %s, %s, 1 FROM {contact} WHERE pull_id = %s "
            f"ON CONFLICT (customer_id, {column}, day) DO UPDATE SET used = {counter}.used + 1",
            [limit.code, first_day(limit.period, pull.day), pull.pk],
        )


def _limits(pull: Pull) -> list[Limit]:
    return [limit for limit in limits_on(pull.channel) if limit.is_of_customers]
