"""Whom managers reach, without knowing who they are, and what each customer has had."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.enums import Segment
from distribution.models.pull import Pull
from people.models import User


class Customer(models.Model):
    """A customer of the bank, by a keyed hash alone (distribution.domain.reach.digest)."""

    digest = models.CharField(max_length=32, unique=True)

    def __str__(self) -> str:
        return self.digest[:8]


class ReachTable(models.Model):
    """One manager's table, replaced as a whole by distribution.actions.take_reach."""

    manager = models.OneToOneField(User, on_delete=models.PROTECT, related_name="reach_table")
    size = models.PositiveIntegerField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("taken"))

    def __str__(self) -> str:
        return f"{self.manager}: {self.size}"


class Reach(models.Model):
    """One customer whom a manager reaches in a segment. `tolerance` 1 to 5 is C1 to C5; None: unassessed."""

    table = models.ForeignKey(ReachTable, on_delete=models.CASCADE, related_name="rows")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="reached")
    segment = models.CharField(max_length=16, choices=Segment)
    tolerance = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "segment", "customer"], name="reach_once"),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__range=(1, 5)), name="reach_tolerance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.segment} {self.customer_id}"


class CustomerCounter(models.Model):
    """What one customer has had under a limit in the period that begins on `day`, from all managers."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    limit = models.CharField(max_length=24)
    day = models.DateField()
    used = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "limit", "day"], name="customer_counter_once"),
            models.CheckConstraint(condition=Q(used__gte=0), name="customer_counter_not_negative"),
        ]
        indexes = [models.Index(fields=["day"], name="customer_counter_day")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.limit} {self.day}: {self.used}"


class Contact(models.Model):
    """A customer whom a pull that is still reserved was counted for; gone when the pull is settled."""

    pull = models.ForeignKey(Pull, on_delete=models.CASCADE, related_name="contacts")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pull", "customer"], name="contact_once")]

    def __str__(self) -> str:
        return f"{self.pull_id} {self.customer_id}"
