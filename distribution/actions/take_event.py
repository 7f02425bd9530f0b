"""Take event: another system reports that something happened to a manager's customer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.actions import Conflict, action
from core.clock import business_day
from distribution.actions.event_counts import count_event
from distribution.domain.events import Pick, WrongTime, flaw_in_time
from distribution.enums import EventState
from distribution.models import EventSuggestion, ReceivedEvent
from distribution.queries.event_matches import Happening, best_for
from people.enums import Scope
from people.models import ApiToken, User
from people.queries.api_tokens import manager_numbered, require_scope


class NotTaken(Exception):
    """The event is too old, or ahead of time; `flaw` says which."""

    def __init__(self, flaw: WrongTime) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Report:
    """What was sent: the sender's own id of it, the hash of the bytes, whose customer, what and when."""

    key: str
    body_sha256: str
    manager: str
    happening: Happening
    happened_at: datetime


def take_event(report: Report, *, token: ApiToken, at: datetime) -> ReceivedEvent:
    """Keep the event with the best pieces for it, to be shown to its manager; return it.

    The same id with the same bytes gives the earlier one, and nothing is counted again. Raises Refused
    (scope), Conflict for an id that came with other bytes, User.DoesNotExist unless the manager is an active
    one of the system's branch or one below, NotTaken. No ledger tells of it: a customer's hash must be gone
    one day.
    """
    _require_scope(report, token, at)
    earlier = ReceivedEvent.objects.filter(client=token.client, key=report.key).first()
    if earlier is not None:
        return _same(earlier, report)
    manager = manager_numbered(token.client.branch, report.manager)
    flaw = flaw_in_time(report.happened_at, at, timedelta(hours=settings.ARMOURY_EVENT_OLDEST_HOURS))
    if flaw is not None:
        raise NotTaken(flaw)
    assert manager.branch is not None  # noqa: S101  (it was found by its branch)
    pick = best_for(manager, manager.branch, report.happening, at)
    return _keep(report, manager, pick, token, at)


@action("take event")
def _require_scope(report: Report, token: ApiToken, at: datetime) -> None:
    require_scope(token, Scope.EVENTS_WRITE, at, subject="events")


@transaction.atomic
def _keep(report: Report, manager: User, pick: Pick, token: ApiToken, at: datetime) -> ReceivedEvent:
    made = ReceivedEvent(
        client=token.client,
        key=report.key,
        body_sha256=report.body_sha256,
        event=report.happening.event,
        happened_at=report.happened_at,
        received_at=at,
        manager=manager,
        branch=manager.branch,
        customer=report.happening.customer,
        segment=report.happening.segment,
        state=EventState.OPEN if pick.keys else EventState.WITHOUT_FIT,
        shown_until=at + timedelta(days=pick.days),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("This event is being taken already. Ask again in a moment.")) from error
    EventSuggestion.objects.bulk_create(
        EventSuggestion(received=made, edition_id=key, position=position)
        for position, key in enumerate(pick.keys)
    )
    columns = ("received",) if pick.keys else ("received", "without_fit")
    count_event(made.branch_id, made.event, business_day(at), *columns)
    return made


def _same(earlier: ReceivedEvent, report: Report) -> ReceivedEvent:
    if earlier.body_sha256 != report.body_sha256:
        raise Conflict(_("This id was used for another event. Send this one under a new id."))
    return earlier
