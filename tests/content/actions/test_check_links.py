"""What looking at a link keeps and announces; nobody outside is asked here."""

from datetime import timedelta

import pytest

from content.actions.check_links import check_links
from content.models import LinkCheck
from core.models import OutboxMessage
from core.outbound import Answer, NoAnswer, NotAllowed, OutboundError, Question, UnexpectedAnswer
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db

PAGE = "https://m.shifanbank.example/offer"


class Web:
    """Answers by method: a status, or an error to raise."""

    def __init__(self, **answers: int | OutboundError) -> None:
        self.answers, self.asked = answers, list[str]()

    def __call__(self, question: Question) -> Answer:
        self.asked.append(f"{question.method} {question.address}")
        found = self.answers[question.method.lower()]
        if isinstance(found, OutboundError):
            raise found
        return Answer(found, {}, b"")


def test_head_is_enough_where_it_is_answered(frozen_clock: FrozenClock) -> None:
    web = Web(head=204)
    assert check_links([PAGE], frozen_clock.at, web) == 0
    check = LinkCheck.objects.get()
    assert web.asked == [f"HEAD {PAGE}"]
    assert (check.address, check.found, check.checked_at, check.failed_since) == (
        PAGE,
        "204",
        frozen_clock.at,
        None,
    )


def test_what_refuses_head_is_asked_by_get(frozen_clock: FrozenClock) -> None:
    web = Web(head=405, get=200)
    check_links([PAGE], frozen_clock.at, web)
    assert web.asked == [f"HEAD {PAGE}", f"GET {PAGE}"]
    assert LinkCheck.objects.get().failed_since is None


@pytest.mark.parametrize(
    ("error", "found", "fails"),
    [
        (NoAnswer("x"), "no answer", True),
        (UnexpectedAnswer("x"), "redirect", False),
        (NotAllowed("x"), "not listed", False),
    ],
)
def test_errors_are_told_apart(
    frozen_clock: FrozenClock, error: OutboundError, found: str, fails: bool
) -> None:
    check_links([PAGE], frozen_clock.at, Web(head=error))
    check = LinkCheck.objects.get()
    assert check.found == found
    assert (check.failed_since is not None) is fails


def test_the_second_failure_at_another_hour_is_announced_once(frozen_clock: FrozenClock) -> None:
    gone = Web(head=404, get=404)
    deaths = [
        check_links([PAGE], frozen_clock.at + timedelta(minutes=minutes), gone)
        for minutes in (0, 10, 70, 140)
    ]
    assert deaths == [0, 0, 1, 1]
    check = LinkCheck.objects.get()
    assert (check.dead_since, check.deaths) == (frozen_clock.at + timedelta(minutes=70), 1)
    message = OutboxMessage.objects.get(topic="link.died")
    assert message.payload == {"address": PAGE}
    check_links([PAGE], frozen_clock.at + timedelta(minutes=200), Web(head=200))
    for minutes in (300, 400):
        check_links([PAGE], frozen_clock.at + timedelta(minutes=minutes), gone)
    assert OutboxMessage.objects.filter(topic="link.died").count() == 2


def test_a_link_that_may_not_be_asked_is_not_cleared(frozen_clock: FrozenClock) -> None:
    check_links([PAGE], frozen_clock.at, Web(head=404, get=404))
    check_links([PAGE], frozen_clock.at + timedelta(hours=2), Web(head=NotAllowed("x")))
    assert LinkCheck.objects.get().failed_since == frozen_clock.at
