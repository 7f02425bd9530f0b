"""What tracked links count, and what they keep of who follows them."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from core import clock
from distribution.actions import count_open as counting
from distribution.actions.count_open import count_open
from distribution.actions.forget_counts import forget_counts
from distribution.models import LinkOpens, LinkVisitor, Pull
from distribution.queries.tracking import tracked_address
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import h5_link
from tests.factories.distribution import pull_edition
from tests.factories.review import issue_edition, recall_edition

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) MicroMessenger/8.0.54"
OTHER_PHONE = "Mozilla/5.0 (Linux; Android 14) wxwork/4.1.30 MicroMessenger/7.0.1"


@pytest.fixture
def made(bank: Bank) -> Pull:
    edition = issue_edition(branch=bank.tree.head_office, actions={"group": h5_link()})
    return pull_edition(edition, bank.manager, channel="group")


def path_of(made: Pull) -> str:
    return tracked_address(made.public_id).removeprefix(settings.WAGTAILADMIN_BASE_URL)


def counted(made: Pull) -> list[tuple[date, int]]:
    return list(LinkOpens.objects.filter(pull=made).order_by("day").values_list("day", "visitors"))


def test_a_visitor_counts_once_a_day(made: Pull, client: Client, frozen_clock: FrozenClock) -> None:
    for agent in (PHONE, PHONE, OTHER_PHONE):
        assert client.get(path_of(made), headers={"user-agent": agent}).status_code == 302
    assert counted(made) == [(made.day, 2)]
    assert count_open(made.public_id, PHONE, at=frozen_clock.advance(days=1))
    assert counted(made) == [(made.day, 2), (made.day + timedelta(days=1), 1)]


def test_programs_are_led_and_not_counted(made: Pull, client: Client) -> None:
    path = path_of(made)
    answers = [
        client.get(path, headers={"user-agent": "Baiduspider/2.0"}),
        client.get(path, headers={"user-agent": PHONE, "sec-purpose": "prefetch"}),
        client.head(path, headers={"user-agent": PHONE}),
        client.get(path),
    ]
    assert [answer.status_code for answer in answers] == [302] * 4
    assert counted(made) == []
    assert not LinkVisitor.objects.exists()


def test_what_leads_nowhere_is_not_counted(made: Pull, client: Client) -> None:
    recall_edition(made.edition)
    assert client.get(path_of(made), headers={"user-agent": PHONE}).status_code == 410
    assert client.get("/l/x/", headers={"user-agent": PHONE}).status_code == 404
    assert not LinkOpens.objects.exists()


def test_nobody_is_found_in_what_is_kept(made: Pull, client: Client, bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office, actions={"group": h5_link()})
    other = pull_edition(edition, bank.manager, channel="group")
    for link in (made, other):
        client.get(path_of(link), headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.9")
    digests = list(LinkVisitor.objects.values_list("digest", flat=True))
    assert len(set(digests)) == 2
    assert [len(digest) for digest in digests] == [32, 32]
    assert not any("203" in digest and "113" in digest for digest in digests)


def test_visitors_are_forgotten_after_their_day(
    made: Pull, client: Client, frozen_clock: FrozenClock
) -> None:
    client.get(path_of(made), headers={"user-agent": PHONE})
    assert forget_counts(clock.now()) == 0
    assert LinkVisitor.objects.count() == 1
    assert forget_counts(frozen_clock.advance(days=1)) == 1
    assert not LinkVisitor.objects.exists()
    assert counted(made) == [(made.day, 1)]


def test_a_flood_ends(made: Pull, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_A_DAY", 2)
    assert [count_open(made.public_id, str(one), at=clock.now()) for one in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    assert (counted(made), LinkVisitor.objects.count()) == ([(made.day, 2)], 2)


def test_the_manager_sees_how_often(made: Pull, client: Client, bank: Bank) -> None:
    for agent in (PHONE, OTHER_PHONE):
        client.get(path_of(made), headers={"user-agent": agent})
    client.force_login(bank.manager)
    assert "2 位客户打开过链接" in client.get("/pulls/").content.decode()
