"""Numbers: what was taken out and what came of it."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from content.enums import Slot
from core import clock
from core.domain.periods import Period
from distribution.actions.declare_sent import declare_sent
from distribution.actions.lapse import lapse_due
from distribution.domain.take_up import Counts
from distribution.models import LinkOpens
from distribution.queries.numbers import numbers
from people.enums import Role
from people.models import User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import today
from tests.factories.distribution import PackageFactory, pull_edition
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition

PAGE = "/admin/numbers/"
FILE = "/admin/numbers/xlsx/"
QUERIES = 6


def used(bank: Bank, clock_of_test: FrozenClock) -> User:
    """On Monday the manager below east sends one of two pulls, the other lapses; on Tuesday one in west
    takes a piece that was in no package. Return an operator of head office.
    """
    laid = issue_edition(branch=bank.tree.head_office, valid_until=clock.now() + timedelta(days=9))
    found = issue_edition(branch=bank.tree.head_office, valid_until=clock.now() + timedelta(days=9))
    PackageFactory(branch=bank.tree.head_office, editions=(laid,), slot=Slot.NOON)
    sent = pull_edition(laid, bank.manager)
    pull_edition(laid, bank.manager)
    declare_sent(sent.public_id, actor=bank.manager, at=clock.now())
    LinkOpens.objects.create(pull=sent, day=today(), visitors=5)
    clock_of_test.advance(days=1, minutes=1)
    lapse_due(clock.now())
    pull_edition(found, UserFactory(manager=True, branch=bank.tree.west))
    return UserFactory(operator=True, branch=bank.tree.head_office)


def week() -> Period:
    return Period(date(2026, 3, 1), date(2026, 3, 4))


def test_head_office_sees_all_of_it(bank: Bank, frozen_clock: FrozenClock) -> None:
    found = numbers(used(bank, frozen_clock), bank.tree.head_office, week())
    assert found.total == Counts(taken=3, sent=1, lapsed=1, opened=5)
    assert {row.label: row.counts for row in found.by_day} == {
        "03-01": Counts(),
        "03-02": Counts(2, 1, 1, 5),
        "03-03": Counts(1, 0, 0, 0),
        "03-04": Counts(),
    }
    assert [row.counts for row in found.by_slot] == [
        Counts(),
        Counts(2, 1, 1, 5),
        Counts(),
        Counts(1, 0, 0, 0),
    ]
    assert [(row.label, row.counts) for row in found.by_kind] == [("晨间财经早报", Counts(3, 1, 1, 5))]
    assert [(row.label, row.counts.taken, row.code) for row in found.by_branch] == [
        ("总行本级", 0, ""),
        ("东城分行", 2, "E01"),
        ("西城分行", 1, "W01"),
    ]


def test_a_branch_sees_itself_and_what_is_below(bank: Bank, frozen_clock: FrozenClock) -> None:
    used(bank, frozen_clock)
    lead = UserFactory(lead=True, branch=bank.tree.east)
    found = numbers(lead, bank.tree.east, week())
    assert found.total == Counts(2, 1, 1, 5)
    assert [(row.label, row.counts.taken) for row in found.by_branch] == [
        ("东城分行本级", 0),
        ("桃园支行", 2),
    ]
    assert numbers(lead, bank.tree.west, week()).total == Counts()


def test_other_days_do_not_count(bank: Bank, frozen_clock: FrozenClock) -> None:
    operator = used(bank, frozen_clock)
    only = Period(date(2026, 3, 3), date(2026, 3, 3))
    assert numbers(operator, bank.tree.head_office, only).total == Counts(1, 0, 0, 0)


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    bank: Bank, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    operator = UserFactory(operator=True, branch=bank.tree.head_office)
    assert operator.roles
    for number in range(count):
        edition = issue_edition(branch=bank.tree.head_office, title=f"第{number}篇")
        PackageFactory(branch=bank.tree.head_office, title=f"包{number}", editions=(edition,))
        manager = UserFactory(manager=True, branch=bank.tree.west)
        pull = pull_edition(edition, manager)
        LinkOpens.objects.create(pull=pull, day=today(), visitors=1)
    with django_assert_num_queries(QUERIES):
        found = numbers(operator, bank.tree.head_office, week())
    assert found.total == Counts(count, 0, 0, count)


@pytest.mark.parametrize("role", [Role.LEAD, Role.OPERATOR, Role.EDITOR, Role.AUDITOR])
def test_the_page_has_each_chart_with_its_table(
    bank: Bank, client: Client, frozen_clock: FrozenClock, role: Role
) -> None:
    used(bank, frozen_clock)
    client.force_login(UserFactory(roles=[role], branch=bank.tree.head_office))
    page = client.get(PAGE).content.decode()
    assert page.count('<svg class="bars"') == page.count('<table class="listing">') == 4
    for word in ("按日期", "按时段", "按内容类型", "按机构", "未排入当日内容包", "东城分行"):
        assert word in page
    assert "style=" not in page[page.index('<div class="numbers">') : page.rindex("</section>")]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OFFICER, Role.ADMINISTRATOR])
def test_others_are_not_shown_it(bank: Bank, client: Client, role: Role) -> None:
    client.force_login(UserFactory(roles=[role], branch=bank.tree.head_office))
    for address in (PAGE, FILE):
        assert client.get(address).status_code == 302


def test_a_branch_below_can_be_looked_at_and_another_cannot(
    bank: Bank, client: Client, frozen_clock: FrozenClock
) -> None:
    used(bank, frozen_clock)
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    assert "桃园支行本级" in client.get(PAGE, {"branch": "E0101"}).content.decode()
    for code in ("W01", "HO", "nowhere"):
        assert client.get(PAGE, {"branch": code}).status_code == 404
        assert client.get(FILE, {"branch": code}).status_code == 404


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"first": "2026-03-02", "last": "2026-03-01"}, "结束日期不能早于开始日期"),
        ({"first": "2025-01-01", "last": "2026-03-01"}, "最多选择 92 天"),
        ({"first": "gestern"}, "近 14 天"),
    ],
)
def test_days_that_cannot_be_are_said(bank: Bank, client: Client, days: dict[str, str], words: str) -> None:
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    page = client.get(PAGE, days).content.decode()
    assert words in page
    assert 'value="2026-02-17"' in page
    assert client.get(FILE, days).status_code == 404


def test_one_end_is_enough(bank: Bank, client: Client) -> None:
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    page = client.get(PAGE, {"last": "2026-01-31"}).content.decode()
    assert 'value="2026-01-18"' in page
    page = client.get(PAGE, {"first": "2026-03-01"}).content.decode()
    assert 'value="2026-03-02"' in page


def test_the_workbook_holds_the_same_and_no_formula(
    bank: Bank, client: Client, frozen_clock: FrozenClock
) -> None:
    bank.tree.west.short_name = "=1+1"
    bank.tree.west.save()
    client.force_login(used(bank, frozen_clock))
    answer = client.get(FILE, {"first": "2026-03-01", "last": "2026-03-04"})
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0] == ("表", "条目", "领取", "已发送", "待确认", "超时未发送", "链接打开")
    assert ("按日期", "03-02", "2", "1", "0", "1", "5") in rows
    assert ("按机构", "'=1+1", "1", "0", "1", "0", "0") in rows
    assert rows[-1] == ("合计", None, "3", "1", "1", "1", "5")


def test_a_day_in_business_time_is_meant(bank: Bank, client: Client, frozen_clock: FrozenClock) -> None:
    frozen_clock.move_to(datetime.fromisoformat("2026-03-03T00:30:00+08:00"))
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    assert 'value="2026-03-03"' in client.get(PAGE).content.decode()
