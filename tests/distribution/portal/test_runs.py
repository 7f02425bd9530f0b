"""An activity as a script of the day, its reminders on Today, and that it stops when the kit ends."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content.kinds import ACTIVITY_KIT, FAQ
from core import clock
from core.actions import Conflict, Refused
from distribution.actions.start_run import start_run
from distribution.models import ActivityRun
from people.models import Branch, User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import channel
from tests.factories.distribution import pull_edition
from tests.factories.people import UserFactory
from tests.factories.review import issue_of_kind, recall_edition, suspend_edition

MESSAGE = "半小时后开始。"
CALL = "今晚一起来。活动奖品数量有限，规则以本行公示为准；参与活动无需购买任何产品。"


def kit(branch: Branch, title: str = "知识竞答", **fields: object) -> Edition:
    return issue_of_kind(ACTIVITY_KIT.code, branch, title=title, channels=[channel("group", CALL)], **fields)


def plan(edition: Edition, manager: User, starts_at: datetime) -> ActivityRun:
    return start_run(edition.public_id, starts_at, actor=manager, at=clock.now())


def opened(client: Client, name: str, *args: object) -> BeautifulSoup:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_start_is_chosen_and_moved(bank: Bank, manager_client: Client, frozen_clock: FrozenClock) -> None:
    edition = kit(bank.tree.head_office)
    address = reverse("run", args=[edition.public_id])
    assert opened(manager_client, "edition", edition.public_id).select_one(f"a[href='{address}']") is not None
    assert opened(manager_client, "run", edition.public_id).select(".run") == []
    said = {"day": "2026-03-02", "time": "20:00"}
    assert manager_client.post(address, said)["Location"] == address
    assert ActivityRun.objects.get().starts_at == frozen_clock.at.replace(hour=20)
    times = [one.text for one in opened(manager_client, "run", edition.public_id).select(".run__time b")]
    assert times == ["19:30", "20:00"]
    page = opened(manager_client, "run", edition.public_id)
    assert [one.text for one in page.select(".run__time small")] == ["开始前 30 分钟", "开始"]
    assert page.select_one("input[type=date]")["value"] == "2026-03-02"
    manager_client.post(address, {**said, "time": "21:00"})
    assert ActivityRun.objects.get().starts_at == frozen_clock.at.replace(hour=21)


def test_what_is_next_stands_on_top(bank: Bank, manager_client: Client, frozen_clock: FrozenClock) -> None:
    edition, at = kit(bank.tree.head_office), frozen_clock.at
    plan(edition, bank.manager, at.replace(hour=20))
    page = opened(manager_client, "run", edition.public_id)
    assert "下一步 03-02 19:30" in page.select_one(".notice--done").text
    frozen_clock.move_to(at.replace(hour=19, minute=45))
    manager_client.force_login(bank.manager)
    page = opened(manager_client, "run", edition.public_id)
    assert "现在" in page.select_one(".notice--done").text
    assert "置顶公告" in page.select_one(".notice--done").text
    assert page.select_one(".run--next")["id"] == "step-0"
    frozen_clock.move_to(at.replace(hour=20, minute=10))
    page = opened(manager_client, "run", edition.public_id)
    assert "活动已结束" in page.text
    assert page.select(".run--next, .notice--done") == []


def test_messages_are_copied_once_the_kit_was_taken_for_groups(bank: Bank, manager_client: Client) -> None:
    edition = kit(bank.tree.head_office)
    plan(edition, bank.manager, clock.now() + timedelta(hours=6))
    pull_edition(edition, UserFactory(manager=True, branch=bank.tree.east), channel="group")
    page = opened(manager_client, "run", edition.public_id)
    assert page.select("[data-copy]") == []
    assert page.select_one(".notice--locked a")["href"] == f"/e/{edition.public_id}/?channel=group"
    pull_edition(edition, bank.manager, channel="group")
    page = opened(manager_client, "run", edition.public_id)
    copied = [page.find(id=button["data-copy"]).text for button in page.select("[data-copy]")]
    assert copied == [MESSAGE, "第一题来了。"]
    assert page.select(".notice--locked") == []


def test_reminders_of_the_day_stand_on_today(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    edition, at = kit(bank.tree.head_office, "歌词接龙"), frozen_clock.at
    plan(edition, bank.manager, at.replace(hour=20))
    plan(kit(bank.tree.head_office, "明天的游戏"), bank.manager, at.replace(hour=20) + timedelta(days=1))
    plan(edition, UserFactory(manager=True, branch=bank.tree.east), at.replace(hour=15))
    (due,) = opened(manager_client, "home").select(".due a")
    assert due["href"] == reverse("run", args=[edition.public_id])
    assert " ".join(due.text.split()) == "19:00 20:00 歌词接龙 开始前 1 小时提醒"
    frozen_clock.move_to(at.replace(hour=20))
    manager_client.force_login(bank.manager)
    assert opened(manager_client, "home").select(".due") == []


@pytest.mark.parametrize("end", [recall_edition, suspend_edition])
def test_a_kit_that_has_ended_stops_in_clear_words(bank: Bank, manager_client: Client, end: object) -> None:
    edition = kit(bank.tree.head_office)
    plan(edition, bank.manager, clock.now() + timedelta(hours=6))
    pull_edition(edition, bank.manager, channel="group")
    end(edition)  # type: ignore[operator]
    address = reverse("run", args=[edition.public_id])
    for response in (manager_client.get(address), manager_client.post(address, {"day": "2026-03-02"})):
        assert response.status_code == 410
        assert "不得发送" in response.content.decode() or "不得再发送" in response.content.decode()
        assert MESSAGE not in response.content.decode()
    assert opened(manager_client, "home").select(".due") == []
    runs = opened(manager_client, "runs")
    assert "知识竞答" not in runs.text
    assert "发送" in runs.select_one(".own__over").text


def test_times_that_do_not_fit_are_refused_in_words(bank: Bank, manager_client: Client) -> None:
    edition = kit(bank.tree.head_office)
    address = reverse("run", args=[edition.public_id])
    late = manager_client.post(address, {"day": "2026-03-01", "time": "08:00"})
    after = manager_client.post(address, {"day": "2026-03-09", "time": "08:00"})
    empty = manager_client.post(address, {"day": "", "time": "20:00"})
    assert [one.status_code for one in (late, after, empty)] == [400, 400, 400]
    assert "这个时间已经过去" in late.content.decode()
    assert "有效至 2026-03-04 08:00" in after.content.decode()
    assert not ActivityRun.objects.exists()
    with pytest.raises(Conflict):
        plan(edition, bank.manager, clock.now() - timedelta(hours=13))


def test_who_may_not_and_what_is_no_kit(bank: Bank, manager_client: Client) -> None:
    soon = clock.now() + timedelta(hours=1)
    foreign, faq = kit(bank.tree.west), issue_of_kind(FAQ.code, bank.tree.head_office)
    for other in (foreign, faq):
        assert manager_client.get(reverse("run", args=[other.public_id])).status_code == 404
        with pytest.raises(Edition.DoesNotExist):
            plan(other, bank.manager, soon)
    with pytest.raises(Refused):
        plan(kit(bank.tree.head_office), UserFactory(editor=True, branch=bank.tree.east), soon)
    assert not ActivityRun.objects.exists()


def test_many_cost_no_more(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    soon = clock.now() + timedelta(hours=6)
    plan(kit(bank.tree.head_office), bank.manager, soon)
    with django_assert_num_queries(8) as listed:
        opened(manager_client, "runs")
    opened(manager_client, "home")
    with CaptureQueriesContext(connection) as home:
        opened(manager_client, "home")
    for _number in range(19):
        plan(kit(bank.tree.head_office), bank.manager, soon)
    with django_assert_num_queries(len(listed)):
        opened(manager_client, "runs")
    with django_assert_num_queries(len(home)):
        assert len(opened(manager_client, "home").select(".due li")) == 20
