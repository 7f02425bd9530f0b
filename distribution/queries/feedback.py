"""What managers said to the editors, for both sides."""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from distribution.enums import RequestState
from distribution.models import ContentRequest, Feedback
from distribution.queries.editions import visible_editions
from people.enums import Role
from people.models import User

SHOWN = 100


def answers_managers(user: User) -> bool:
    """Return whether `user` is one who answers; the actions ask again, at the object."""
    return user.branch is not None and Role.EDITOR in user.roles


def given_by(manager: User) -> QuerySet[Feedback]:
    """Return the manager's own opinions, the newest first."""
    return (
        Feedback.objects.filter(manager=manager)
        .select_related("edition", "answered_by")
        .defer("edition__certificate")
        .order_by("-given_at")[:SHOWN]
    )


def requests_of(manager: User, at: datetime) -> QuerySet[ContentRequest]:
    """Return the manager's own requests, the newest first; `ready` is the id of the edition that came of one
    and that the manager may use at `at`.
    """
    of_request = visible_editions(manager, at).filter(component=OuterRef("component"))
    return (
        ContentRequest.objects.filter(manager=manager)
        .annotate(ready=Subquery(of_request.order_by("-pk").values("public_id")[:1]))
        .order_by("-asked_at")[:SHOWN]
    )


def feedback_for(editor: User) -> QuerySet[Feedback]:
    """Return what was called not usable of the pieces that `editor` oversees, to answer first by deadline."""
    return (
        Feedback.objects.overseen_by(editor)
        .filter(answer_due__isnull=False)
        .select_related("edition", "manager__branch", "answered_by")
        .defer("edition__certificate")
        .order_by(F("answered_at").desc(nulls_first=True), "answer_due")[:SHOWN]
    )


def requests_for(editor: User) -> QuerySet[ContentRequest]:
    """Return what managers of the branches that `editor` oversees asked for: open ones first, by day."""
    return (
        ContentRequest.objects.overseen_by(editor)
        .select_related("manager__branch", "component", "handled_by")
        .defer("component__body", "component__channels")
        .order_by(F("handled_at").desc(nulls_first=True), "wanted_by")[:SHOWN]
    )


def waiting_for(editor: User) -> int:
    """Return how much waits for an answer."""
    opinions = Feedback.objects.overseen_by(editor).filter(answer_due__isnull=False, answered_at=None)
    wishes = ContentRequest.objects.overseen_by(editor).filter(state=RequestState.OPEN)
    return opinions.count() + wishes.count()
