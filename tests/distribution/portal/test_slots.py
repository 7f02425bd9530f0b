import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content.enums import Slot
from content.kinds import PRODUCT_ANALYSIS
from distribution.actions.declare_sent import declare_sent
from distribution.models import PackageItem, Pull
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import today
from tests.factories.distribution import (
    PackageFactory,
    ProgrammeFactory,
    pull_edition,
    reach_of,
    set_limit,
    time_slot,
)
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition

QUERIES = 19
"""Session, user with branch, groups, clock, times of slots, packages, items, editions twice, rules,
qualifications, places, last pull, own pulls, reach, records, pending recalls; none for each piece."""


def address(slot: str = "morning", **chosen: str) -> str:
    base = reverse("slot", args=[today(), slot])
    return base + ("?" + "&".join(f"{name}={value}" for name, value in chosen.items()) if chosen else "")


def shown(client: Client, **chosen: str) -> str:
    response = client.get(address(**chosen))
    assert response.status_code == 200
    return str(response.content.decode())


def ticked(page: str) -> list[str]:
    return re.findall(r'name="piece" value="([^"]+)" checked', page)


def take(client: Client, pieces: list[str], channel: str = "moments", **changes: str) -> str:
    """Post the pieces; return the page that it leads to."""
    posted = {"channel": channel, "segment": "credit_card", "piece": pieces, **changes}
    response = client.post(reverse("take_slot", args=[today(), "morning"]), posted, follow=True)
    assert response.redirect_chain[0][1] == 302
    return str(response.content.decode())


def laid(bank: Bank, *editions: Edition) -> None:
    PackageFactory(branch=bank.tree.head_office, editions=editions)


def brief(bank: Bank, title: str, **traits: object) -> Edition:
    return issue_edition(branch=bank.tree.head_office, title=title, **traits)


def test_today_leads_to_the_slot_and_tells_what_is_done(bank: Bank, manager_client: Client) -> None:
    editions = [brief(bank, f"早报{number}") for number in range(2)]
    laid(bank, *editions)
    pull_edition(editions[0], bank.manager)
    page = manager_client.get("/").content.decode()
    assert f'href="{address()}"' in page
    assert "领取早间" in page
    assert "已领 1 / 2" in page


def test_one_tap_takes_all_that_is_free(bank: Bank, manager_client: Client) -> None:
    editions = [
        brief(
            bank,
            f"早报{number}",
            texts={"moments": f"第{number}条朋友圈。以上信息仅供参考，不构成任何投资建议。"},
        )
        for number in range(3)
    ]
    laid(bank, *editions)
    page = shown(manager_client, channel="moments", segment="credit_card")
    pieces = ticked(page)
    assert [one.split(":")[0] for one in pieces] == [str(one.public_id) for one in editions]
    assert "可领取 3 条" in page
    assert "data-copy" not in page
    after = take(manager_client, pieces)
    assert set(Pull.objects.values_list("edition", "manager", "channel", "segment")) == {
        (one.pk, bank.manager.pk, "moments", "credit_card") for one in editions
    }
    assert ticked(after) == []
    assert after.count('data-copy="text-') == 3
    assert after.index("第0条朋友圈") < after.index("第2条朋友圈")


def test_a_second_tap_counts_once(bank: Bank, manager_client: Client) -> None:
    laid(bank, brief(bank, "早报"))
    pieces = ticked(shown(manager_client, channel="moments", segment="credit_card"))
    for _tap in range(3):
        take(manager_client, pieces)
    assert Pull.objects.count() == 1


def test_only_what_is_ticked_goes(bank: Bank, manager_client: Client) -> None:
    laid(bank, brief(bank, "早报甲"), brief(bank, "早报乙"))
    pieces = ticked(shown(manager_client, channel="moments", segment="credit_card"))
    take(manager_client, pieces[1:])
    assert Pull.objects.get().edition.title == "早报乙"


def test_what_was_declared_sent_says_so_and_stays_shut(bank: Bank, manager_client: Client) -> None:
    edition = brief(bank, "早报")
    laid(bank, edition)
    made = pull_edition(edition, bank.manager)
    page = shown(manager_client, channel="moments", segment="credit_card")
    assert '<details class="slot__taken" open>' in page
    declare_sent(made.public_id, actor=bank.manager, at=made.pulled_at)
    page = shown(manager_client, channel="moments", segment="credit_card")
    assert '<span class="chip chip--taken">已发送</span>' in page
    assert '<details class="slot__taken" open>' not in page
    assert ticked(page) == []


def test_what_colleagues_or_other_customers_got_is_still_free(bank: Bank, manager_client: Client) -> None:
    edition = brief(bank, "早报", segments=["credit_card", "payroll"])
    laid(bank, edition)
    pull_edition(edition, UserFactory(manager=True, branch=bank.tree.east))
    pull_edition(edition, bank.manager, segment="payroll")
    assert len(ticked(shown(manager_client, channel="moments", segment="credit_card"))) == 1


def test_what_is_locked_says_why_and_does_not_go(bank: Bank, manager_client: Client) -> None:
    risky = brief(
        bank,
        "高风险解读",
        kind=PRODUCT_ANALYSIS.code,
        risk="R4",
        texts={"one_to_one": "风险等级R4。理财非存款、产品有风险、投资须谨慎。"},
    )
    elderly = brief(bank, "养老早报", segments=["elderly"])
    laid(bank, risky, elderly, brief(bank, "早报"))
    page = shown(manager_client, channel="moments", segment="credit_card")
    assert len(ticked(page)) == 1
    locked = page[page.index("暂不可领") :]
    assert "高风险解读" in locked
    assert "R4、R5" in locked
    assert "养老早报" in locked
    forced = [f"{one.public_id}:0:{uuid4()}" for one in (risky, elderly)]
    take(manager_client, forced)
    assert not Pull.objects.exists()


def test_what_was_laid_out_for_others_names_them(bank: Bank, manager_client: Client) -> None:
    laid(bank, brief(bank, "代发早报", segments=["credit_card", "payroll"]))
    PackageItem.objects.update(segments=["payroll"])
    page = shown(manager_client, channel="moments", segment="credit_card")
    assert "这条是为代发" in page
    assert ticked(page) == []
    assert len(ticked(shown(manager_client, channel="moments", segment="payroll"))) == 1


def test_outside_the_hours_messages_say_when(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    set_limit("windows_credit_card", "9:00-20:00")
    text = "今日三条要闻。以上信息仅供参考，不构成任何投资建议。"
    laid(bank, brief(bank, "早报", texts={"group": text, "moments": text}))
    page = shown(manager_client, channel="group", segment="credit_card")
    assert ticked(page) == []
    assert "9:00" in page[page.index("暂不可领") :]
    assert len(ticked(shown(manager_client, channel="moments", segment="credit_card"))) == 1
    assert "免打扰时段</b> 信用卡" in manager_client.get("/").content.decode()
    frozen_clock.move_to(frozen_clock.at.replace(hour=9))
    assert len(ticked(shown(manager_client, channel="group", segment="credit_card"))) == 1


def test_places_are_counted_ahead_and_the_first_come_first(bank: Bank, manager_client: Client) -> None:
    most = settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY
    editions = [brief(bank, f"早报{number}") for number in range(most + 2)]
    laid(bank, *editions)
    pull_edition(brief(bank, "另一条"), bank.manager)
    page = shown(manager_client, channel="moments", segment="credit_card")
    assert [one.split(":")[0] for one in ticked(page)] == [str(one.public_id) for one in editions[: most - 1]]
    assert page.count(f"今天还能领 {most - 1} 条") == 3
    keys = [f"{one.public_id}:0:{uuid4()}" for one in editions]
    after = take(manager_client, keys)
    assert Pull.objects.count() == most
    assert after[after.index("暂不可领") :].count(f"已领取{most}条，达到上限") == 3


def test_nobody_to_see_it_is_said_beforehand(bank: Bank, manager_client: Client) -> None:
    laid(bank, brief(bank, "早报"))
    reach_of(bank.manager, {"C-1": "C3"})
    assert "1 位可见" in shown(manager_client, channel="moments", segment="credit_card")
    set_limit("moments_day", "0")
    page = shown(manager_client, channel="moments", segment="credit_card")
    assert ticked(page) == []
    assert "早报" in page[page.index("暂不可领") :]


def test_recalled_between_look_and_tap_is_not_taken_and_is_said(bank: Bank, manager_client: Client) -> None:
    kept, gone = brief(bank, "早报"), brief(bank, "出错的早报")
    laid(bank, kept, gone)
    pieces = ticked(shown(manager_client, channel="moments", segment="credit_card"))
    recall_edition(gone)
    after = take(manager_client, pieces)
    assert [pull.edition_id for pull in Pull.objects.all()] == [kept.pk]
    assert "notice--warn" in after
    assert "出错的早报" not in after


def test_foreign_pieces_are_neither_shown_nor_taken(bank: Bank, manager_client: Client) -> None:
    foreign = issue_edition(branch=bank.tree.west, title="西城早报")
    laid(bank, foreign)
    assert "西城早报" not in shown(manager_client, channel="moments", segment="credit_card")
    assert "西城早报" not in take(manager_client, [f"{foreign.public_id}:0:{uuid4()}"])
    assert not Pull.objects.exists()


def test_it_opens_as_the_manager_sent_last(bank: Bank, manager_client: Client) -> None:
    text = "今日三条要闻。以上信息仅供参考，不构成任何投资建议。"
    edition = brief(bank, "早报", texts={"group": text, "moments": text}, segments=["credit_card", "payroll"])
    laid(bank, edition)
    first = shown(manager_client)
    assert 'name="channel" value="moments"' in first
    assert 'name="segment" value="credit_card"' in first
    pull_edition(edition, bank.manager, segment="payroll")
    assert '?channel=moments&amp;segment=payroll" aria-current="true"' in shown(manager_client)


@pytest.mark.parametrize(
    "changes",
    [
        {"piece": []},
        {"piece": ["x"]},
        {"piece": [f"{uuid4()}:99:{uuid4()}"]},
        {"piece": [f"{uuid4()}:-1:{uuid4()}"]},
        {"piece": [f"{uuid4()}:0:{uuid4()}"] * 61},
        {"channel": "television"},
        {"segment": "everybody"},
    ],
)
def test_what_the_page_does_not_offer_is_refused(
    bank: Bank, manager_client: Client, changes: dict[str, object]
) -> None:
    posted = {"channel": "moments", "segment": "credit_card", "piece": [f"{uuid4()}:0:{uuid4()}"], **changes}
    assert manager_client.post(reverse("take_slot", args=[today(), "morning"]), posted).status_code == 400


@pytest.mark.parametrize("days", [-1, 1])
def test_another_day_is_not_served(bank: Bank, manager_client: Client, days: int) -> None:
    day = today() + timedelta(days=days)
    assert manager_client.get(reverse("slot", args=[day, "morning"])).status_code == 404
    assert manager_client.get(address("brunch")).status_code == 404
    assert manager_client.get("/slots/2026-02-31/morning/").status_code == 404


def test_a_slot_past_midnight_is_still_taken(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    day = today()
    PackageFactory(branch=bank.tree.head_office, editions=(brief(bank, "夜间话题"),), slot=Slot.EVENING)
    time_slot(ProgrammeFactory(branch=bank.tree.head_office), Slot.EVENING, "21:30", "00:30")
    frozen_clock.move_to(frozen_clock.at.replace(hour=0, minute=29) + timedelta(days=1))
    manager_client.force_login(bank.manager)
    evening = reverse("slot", args=[day, "evening"])
    assert "夜间话题" in manager_client.get(evening).content.decode()
    frozen_clock.advance(minutes=1)
    assert manager_client.get(evening).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    set_limit("segment_day", "unlimited")
    editions = [brief(bank, f"早报{number}") for number in range(2 * count)]
    laid(bank, *editions)
    for edition in editions[:count]:
        pull_edition(edition, bank.manager)
    with django_assert_num_queries(QUERIES):
        page = shown(manager_client, channel="moments", segment="credit_card")
    assert len(ticked(page)) == page.count('class="slot__taken"') == count
