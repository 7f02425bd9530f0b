"""What of distribution may be left with a person."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from distribution.enums import EventState, RecallOutcome, RequestState
from distribution.models import ContentRequest, Pull, RecallTask, ReceivedEvent
from people.enums import Role
from people.models import User
from people.queries.stand_ins import has_successor, left_to
from people.registry import LeftWork, register_left_work


def _posts(person: User) -> Sequence[str]:
    """Return what a recall asks, or may still ask, of the person: nothing once there is a successor."""
    own = {person.pk, *(one.person_id for one in left_to(person))}
    posted = Pull.objects.filter(manager__in=own).order_by().values("edition").distinct().count()
    if not posted or has_successor(person):
        return []
    pending = RecallTask.objects.filter(manager__in=own, outcome=RecallOutcome.PENDING)
    return [
        *(str(title) for title in pending.values_list("recall__edition__title", flat=True)),
        ngettext(
            "%(number)d piece taken out, which may be recalled later",
            "%(number)d pieces taken out, which may be recalled later",
            posted,
        )
        % {"number": posted},
    ]


def _pass_on(person: User, colleague: User) -> int:
    """Nothing is written: who stands in for the person is asked (distribution.queries.recalls)."""
    return len(_posts(person))


def _requests(person: User) -> QuerySet[ContentRequest]:
    return ContentRequest.objects.filter(manager=person, state=RequestState.OPEN)


def _asked(person: User) -> Sequence[str]:
    return [str(one) for one in _requests(person).values_list("title", flat=True)]


def _move_requests(person: User, colleague: User) -> int:
    return _requests(person).update(manager=colleague)


def _events(person: User) -> QuerySet[ReceivedEvent]:
    return ReceivedEvent.objects.filter(manager=person, state=EventState.OPEN)


def _reported(person: User) -> Sequence[str]:
    return [str(one) for one in _events(person)]


def _move_events(person: User, colleague: User) -> int:
    return _events(person).update(manager=colleague)


register_left_work(
    LeftWork(
        "events",
        _("Customers' events that wait for an answer"),
        ("distribution.ReceivedEvent.manager",),
        _reported,
        _move_events,
        needs=frozenset({Role.MANAGER}),
    )
)
register_left_work(
    LeftWork(
        "posts",
        _("Recall tasks of what was sent"),
        ("distribution.RecallTask.manager", "distribution.Pull.manager"),
        _posts,
        _pass_on,
        needs=frozenset({Role.MANAGER}),
        is_of_branch=False,
    )
)
register_left_work(
    LeftWork(
        "requests",
        _("Requests for content that wait for an answer"),
        ("distribution.ContentRequest.manager",),
        _asked,
        _move_requests,
        needs=frozenset({Role.MANAGER}),
    )
)
