"""What a manager's influence is made of, week by week."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from content.domain.document import Document, body_values
from content.kinds import SCRIPT
from core.clock import business_day
from distribution.domain.influence import (
    CARING,
    CARING_SCENES,
    FEEDBACK,
    OPENED,
    RECALLS,
    SENT,
    WEEKS,
    Week,
    is_in_time,
    monday_of,
    weeks,
)
from distribution.enums import PullStatus
from distribution.models import Feedback, LinkOpens, Pull, RecallTask
from people.models import User
from review.models import Edition
from review.models.candidate import TamperedContent


def influence_of(manager: User, at: datetime) -> tuple[Week, ...]:
    """Return the manager's own weeks up to `at`, the newest first. Five queries at most."""
    day = business_day(at)
    first = monday_of(day) - timedelta(weeks=WEEKS - 1)
    begins = datetime.combine(first, datetime.min.time(), timezone.get_default_timezone())
    found = [
        *_sent(manager, begins),
        *_opened(manager, first),
        *_said(manager, begins),
        *_answered(manager, begins),
    ]
    return weeks(found, day)


def _sent(manager: User, begins: datetime) -> Iterator[tuple[str, date, int]]:
    rows = list(
        Pull.objects.filter(manager=manager, status=PullStatus.CONFIRMED, settled_at__gte=begins)
        .order_by()
        .values_list("settled_at", "edition_id", "edition__kind")
    )
    caring = _caring({edition for _settled, edition, kind in rows if kind == SCRIPT.code})
    for settled, edition, _kind in rows:
        if settled is not None:
            yield (CARING if edition in caring else SENT), business_day(settled), 1


def _caring(scripts: Collection[int]) -> set[int]:
    """Return which of some scripts are for the customer's sake. One query, none without scripts."""
    if not scripts:
        return set()
    editions = Edition.objects.filter(pk__in=scripts).select_related("candidate")
    return {edition.pk for edition in editions if _scenes(edition) & CARING_SCENES}


def _scenes(edition: Edition) -> set[str]:
    """What was tampered with has no scene: it counts as any other send."""
    try:
        document: Document = edition.content
    except TamperedContent:
        return set()
    found = (value["script_scene"] for value in body_values(document, "script_scene"))
    return {scene["code"] for scene in found if scene}


def _opened(manager: User, first: date) -> Iterator[tuple[str, date, int]]:
    rows = LinkOpens.objects.filter(pull__manager=manager, day__gte=first).order_by().values_list("day")
    for day, visitors in rows.annotate(all=Sum("visitors")):
        yield OPENED, day, visitors


def _said(manager: User, begins: datetime) -> Iterator[tuple[str, date, int]]:
    for given in Feedback.objects.filter(manager=manager, given_at__gte=begins).values_list("given_at"):
        yield FEEDBACK, business_day(given[0]), 1


def _answered(manager: User, begins: datetime) -> Iterator[tuple[str, date, int]]:
    answered = RecallTask.objects.filter(manager=manager, answered_at__gte=begins).order_by()
    for asked, when in answered.values_list("asked_at", "answered_at"):
        if when is not None and is_in_time(asked, when, settings.ARMOURY_RECALL_ANSWER_HOURS):
            yield RECALLS, business_day(when), 1
