"""What a manager reads where something may not go out now, and whom it would reach."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from content.kinds import PRODUCT_ANALYSIS
from distribution.models import Pull
from people.models import Qualification
from review.models import Edition
from tests.conftest import SHANGHAI, FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import ProductFactory
from tests.factories.distribution import order_for, pull_edition, reach_of, set_limit
from tests.factories.review import issue_edition

WORDS = "您好，要点请查收。以上信息仅供参考，不构成任何投资建议。"
HTMX = {"HX-Request": "true"}


def shown(client: Client, edition: Edition, channel: str = "moments") -> str:
    answer = client.get(reverse("edition", args=[edition.public_id]), {"channel": channel})
    assert answer.status_code == 200
    return answer.content.decode()


def test_outside_the_hours_it_says_from_when(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office, segments=["elderly"], texts={"one_to_one": WORDS, "moments": WORDS}
    )
    page = shown(manager_client, edition, "one_to_one")
    assert "9:00 后可发" in page
    assert "现在是 08:00" in page
    assert 'name="segment"' not in page
    assert 'name="segment"' in shown(manager_client, edition, "moments")
    frozen_clock.move_to(datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI))
    manager_client.force_login(bank.manager)
    assert "checked" in shown(manager_client, edition, "one_to_one")


def test_only_the_segment_that_is_open_can_be_chosen(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office, segments=["elderly", "payroll"], texts={"one_to_one": WORDS}
    )
    page = shown(manager_client, edition, "one_to_one")
    assert 'value="payroll" required checked' in page
    assert 'value="elderly" required disabled' in page
    assert "9:00 后可发" in page


def test_a_missing_qualification_is_named_on_page_and_card(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, title="缺资格的那条")
    Qualification.objects.filter(user=bank.manager).delete()
    page = shown(manager_client, edition)
    assert "需要理财销售资格才能发送" in page
    assert "人力资源部" in page
    assert "需理财销售资格" in manager_client.get(reverse("search"), {"q": "缺资格"}).content.decode()
    answer = manager_client.post(reverse("take", args=[edition.public_id]), order(edition), headers=HTMX)
    assert (answer.status_code, Pull.objects.count()) == (409, 0)


def test_what_is_raised_privately_is_one_to_one_only(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, product=ProductFactory(is_private=True)
    )
    assert "只能一对一向合格投资者展示" in shown(manager_client, edition)


def test_whom_it_reaches_is_said_before(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    assert "人数未知" in shown(manager_client, edition)
    set_limit("moments_day", "1")
    reach_of(bank.manager, {str(number): "" for number in range(3)})
    assert "3 位可见" in shown(manager_client, edition)
    pull_edition(edition, bank.manager)
    reach_of(bank.manager, {str(number): "" for number in range(5)})
    assert "2 位可见，3 位今日已满" in shown(manager_client, edition)


def test_who_has_no_tag_and_whom_it_does_not_suit_is_counted(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, risk="R4")
    reach_of(bank.manager, {"1": "C5", "2": "C1", "3": "", "4": ""})
    page = shown(manager_client, edition, "one_to_one")
    assert "1 位可见，2 位无风险标签，1 位风险承受能力不足" in page


def test_when_nobody_may_get_it_there_is_nothing_to_take(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    set_limit("moments_day", "1")
    reach_of(bank.manager, {"1": ""})
    pull_edition(edition, bank.manager)
    page = shown(manager_client, edition)
    assert "现在没有可发的客户" in page
    assert 'name="segment"' not in page
    answer = manager_client.post(reverse("take", args=[edition.public_id]), order(edition), headers=HTMX)
    assert (answer.status_code, Pull.objects.count()) == (409, 1)
    assert "明日再发" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_the_same_for_many_customers(
    bank: Bank, manager_client: Client, count: int, django_assert_num_queries: object
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    reach_of(bank.manager, {str(number): "" for number in range(count)})
    with django_assert_num_queries(19):  # type: ignore[operator]
        shown(manager_client, edition)


def order(edition: Edition) -> dict[str, object]:
    made = order_for(edition)
    return {"channel": made.channel, "segment": made.segment, "request_key": made.request_key}


def test_a_full_month_names_the_day_of_the_next_places(bank: Bank, manager_client: Client) -> None:
    """On 2 March the month's places are gone until April; the day's own are gone until tomorrow."""
    edition = issue_edition(
        branch=bank.tree.head_office, segments=["credit_card"], texts={"moments": WORDS, "group": WORDS}
    )
    set_limit("group_month", "1")
    pull_edition(edition, bank.manager, channel="group")
    page = shown(manager_client, edition, "group")
    assert "2026-04-01 起有新的名额。" in page
    assert "明天" not in page
    assert "名额" not in shown(manager_client, edition, "moments").split("<fieldset")[0]


def test_one_full_segment_beside_a_free_one_names_its_day(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office, segments=["credit_card", "payroll"], texts={"group": WORDS}
    )
    set_limit("group_month", "1")
    pull_edition(edition, bank.manager, channel="group")
    assert "2026-04-01 起才有名额" in shown(manager_client, edition, "group")


def test_the_banks_clock_stands_beside_what_may_be_taken(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, texts={"moments": WORDS})
    page = shown(manager_client, edition)
    assert 'name="segment"' in page
    assert "现在是 08:00" in page
