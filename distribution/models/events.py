"""What happens to customers, as other systems report it, and which pieces it asks for."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.enums import CustomerEvent, Segment
from content.models import Product, WeeklyColumn
from distribution.enums import EventState
from people.models import ApiClient, Branch, BranchOwnedQuerySet, User
from review.models import Edition

LONGEST_STAY = 30


class EventRule(models.Model):
    """Which pieces one sort of event asks for, by distribution.actions.save_event_rule.

    It holds for its branch and those below; of an event the rules of the nearest branch that has any count.
    Codes are kept, not rows, as a programme's entries do.
    """

    branch = models.ForeignKey(
        Branch, verbose_name=_("branch"), on_delete=models.PROTECT, related_name="+", editable=False
    )
    event = models.CharField(_("event"), max_length=32, choices=CustomerEvent)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    column = models.ForeignKey(
        WeeklyColumn,
        verbose_name=_("weekly column"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    days = models.PositiveSmallIntegerField(
        _("days that it stays"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_STAY)],
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("What a lower number asks for comes first.")
    )
    is_on = models.BooleanField(_("in use"), default=True)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of an event")
        verbose_name_plural = _("rules of events")
        ordering = ["event", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=LONGEST_STAY), name="event_rule_days")
        ]

    def __str__(self) -> str:
        return str(self.get_event_display())


class ReceivedEvent(models.Model):
    """One event of one customer for one manager, taken by distribution.actions.take_event.

    The customer is a keyed hash alone. Moved by settle_event and end_events, which removes the row in the
    end: it stands in no ledger, so that nothing of it is left.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(ApiClient, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, help_text="The sender's id of it.")
    body_sha256 = models.CharField(max_length=64)
    event = models.CharField(_("event"), max_length=32, choices=CustomerEvent)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    customer = models.CharField(max_length=32)
    segment = models.CharField(max_length=16, choices=Segment)
    state = models.CharField(max_length=16, choices=EventState, default=EventState.OPEN)
    shown_until = models.DateTimeField()

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer's event")
        verbose_name_plural = _("customers' events")
        ordering = ["-happened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="event_once")]
        indexes = [models.Index(fields=["manager", "state", "shown_until"], name="event_of_manager")]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.tail}"

    @property
    def tail(self) -> str:
        """The end of the customer's hash: enough to tell two of a day apart."""
        return self.customer[-4:]


class EventSuggestion(models.Model):
    """A piece that was found for an event when it came. Who is shown it is asked again at each request."""

    received = models.ForeignKey(ReceivedEvent, on_delete=models.CASCADE, related_name="suggestions")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["received", "edition"], name="event_suggestion_once")]

    def __str__(self) -> str:
        return f"{self.received_id} {self.position}"


class EventCount(models.Model):
    """How many events of a sort came for a branch's managers on a day, and what became of them.

    Holds nothing of a customer and stays when the events are removed.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=32, choices=CustomerEvent)
    day = models.DateField(help_text="On which they came, in business time.")
    received = models.PositiveIntegerField(default=0)
    without_fit = models.PositiveIntegerField(default=0)
    used = models.PositiveIntegerField(default=0)
    dismissed = models.PositiveIntegerField(default=0)
    lapsed = models.PositiveIntegerField(default=0)

    objects = BranchOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of events")
        verbose_name_plural = _("counts of events")
        constraints = [models.UniqueConstraint(fields=["branch", "event", "day"], name="event_count_once")]
        indexes = [models.Index(fields=["day"], name="event_count_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.event}: {self.received}"
