"""Own searches, what is offered while typing, and a word to the editors."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import LedgerRecord
from distribution.actions.note_search import KEPT
from distribution.actions.save_search import MOST_SAVED
from distribution.models import ContentRequest, OwnSearch
from people.enums import Role
from search.models import MissedQuery
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition

HTMX = {"HX-Request": "true"}
PERSONAL = ("13800138000", "王建国", "王建国 存款50万", "6222021234567890123")


def asked(query: str, **more: str) -> dict[str, str]:
    return {"asked": urlencode({"q": query, **more})}


def offered(client: Client, query: str = "") -> str:
    answer = client.get("/search/suggestions/", {"q": query})
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def own(bank: Bank) -> list[str]:
    return list(OwnSearch.objects.filter(manager=bank.manager).values_list("query", flat=True))


def test_a_search_that_stood_is_offered_again_to_this_manager_alone(
    bank: Bank, manager_client: Client, client: Client
) -> None:
    assert manager_client.post("/search/note/", asked("社区养老", kind="script")).status_code == 204

    assert "?q=%E7%A4%BE%E5%8C%BA%E5%85%BB%E8%80%81&amp;kind=script" in offered(manager_client)
    assert "社区养老" in offered(manager_client, "社区")
    assert "社区养老" not in offered(manager_client, "黄金")
    client.force_login(UserFactory(manager=True, branch=bank.tree.east_sub))
    assert "社区养老" not in offered(client)


def test_what_is_begun_gives_way_to_what_was_meant(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    manager_client.post("/search/note/", asked("社区"))
    frozen_clock.move_to(frozen_clock.at + timedelta(seconds=5))
    manager_client.post("/search/note/", asked("社区养老"))
    frozen_clock.move_to(frozen_clock.at + timedelta(minutes=2))
    manager_client.post("/search/note/", asked("社区养老金"))

    assert own(bank) == ["社区养老金", "社区养老"]


def test_only_the_newest_are_remembered(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    for number in range(KEPT + 2):
        frozen_clock.move_to(frozen_clock.at + timedelta(minutes=1))
        manager_client.post("/search/note/", asked(f"{number}号活动"))

    assert own(bank) == [f"{number}号活动" for number in range(KEPT + 1, 1, -1)]


@pytest.mark.parametrize("query", PERSONAL)
def test_what_may_be_a_customers_data_is_kept_nowhere(
    bank: Bank, manager_client: Client, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    manager_client.get("/search/", {"q": query})
    assert manager_client.post("/search/note/", asked(query)).status_code == 204
    assert manager_client.post("/search/keep/", asked(query)).status_code == 409
    assert manager_client.post("/search/tell/", asked(query)).status_code == 409

    assert not OwnSearch.objects.exists()
    assert not MissedQuery.objects.exists()
    assert not ContentRequest.objects.exists()
    assert query not in caplog.text


def test_in_vain_is_counted_once_a_day_and_not_because_of_a_filter(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    issue_edition(branch=bank.tree.head_office, title="社区活动")
    for search in (asked("社区养老"), asked("社区养老"), asked("社区活动", kind="script"), asked("社区活动")):
        manager_client.post("/search/note/", search)
    assert list(MissedQuery.objects.values_list("query", "nothing", "near")) == [("社区养老", 0, 1)]

    frozen_clock.move_to(frozen_clock.at + timedelta(days=1))
    manager_client.force_login(bank.manager)
    manager_client.post("/search/note/", asked("社区养老"))

    assert MissedQuery.objects.filter(query="社区养老").count() == 2


def test_looking_and_typing_write_nothing(bank: Bank, manager_client: Client) -> None:
    manager_client.get("/search/", {"q": "社区养老"})
    manager_client.get("/search/", {"q": "社区养老"}, headers=HTMX)
    offered(manager_client, "社区养老")

    assert not OwnSearch.objects.exists()
    assert not MissedQuery.objects.exists()


def test_searches_are_saved_and_wiped_out(bank: Bank, manager_client: Client) -> None:
    manager_client.post("/search/note/", asked("社区活动"))
    page = manager_client.post("/search/keep/", asked("社区养老", segment="payroll"), headers=HTMX)
    assert "搜索已保存" in page.content.decode()
    manager_client.post("/search/note/", asked("社区养老", segment="payroll"))
    assert own(bank) == ["社区养老", "社区活动"]

    manager_client.post("/search/forget/")
    assert own(bank) == ["社区养老"]
    manager_client.post("/search/forget/", asked("社区养老", segment="payroll"))

    assert own(bank) == []


def test_nobody_wipes_out_anothers(bank: Bank, manager_client: Client, client: Client) -> None:
    manager_client.post("/search/keep/", asked("社区养老"))
    client.force_login(UserFactory(manager=True, branch=bank.tree.east_sub))

    client.post("/search/forget/", asked("社区养老"))

    assert own(bank) == ["社区养老"]


def test_there_is_room_for_so_many(bank: Bank, manager_client: Client) -> None:
    for number in range(MOST_SAVED):
        assert manager_client.post("/search/keep/", asked(f"{number}号活动")).status_code == 302
    assert manager_client.post("/search/keep/", asked("再来一个")).status_code == 409
    assert manager_client.post("/search/keep/", asked("0号活动")).status_code == 302


def test_the_editors_are_told_once_for_each_person_and_query(
    bank: Bank, manager_client: Client, client: Client
) -> None:
    assert "告诉编辑" in manager_client.get("/search/", {"q": "社区养老"}).content.decode()
    said = manager_client.post("/search/tell/", asked("社区养老"), headers=HTMX)
    assert "编辑已知道" in said.content.decode()
    manager_client.post("/search/tell/", asked("社區養老 "))
    wish = ContentRequest.objects.get()
    assert (wish.title, wish.manager, wish.branch) == ("社区养老", bank.manager, bank.tree.east_sub)
    assert LedgerRecord.objects.filter(event="content.requested").count() == 1
    assert "编辑已知道" in manager_client.get("/search/", {"q": "社区养老"}).content.decode()

    client.force_login(UserFactory(manager=True, branch=bank.tree.east_sub))
    client.post("/search/tell/", asked("社区养老"))

    assert ContentRequest.objects.count() == 2


def test_titles_are_offered_of_what_may_be_read(bank: Bank, manager_client: Client) -> None:
    issue_edition(branch=bank.tree.head_office, title="社区活动")
    issue_edition(branch=bank.tree.west, title="社区西城")
    recall_edition(issue_edition(branch=bank.tree.head_office, title="社区召回"))

    page = offered(manager_client, "社")

    assert "社区活动" in page
    assert "社区西城" not in page
    assert "社区召回" not in page


def test_offering_costs_the_same_for_one_and_for_twenty(bank: Bank, manager_client: Client) -> None:
    counts = []
    for number in range(20):
        issue_edition(branch=bank.tree.head_office, title=f"社区活动{number}")
        manager_client.post("/search/note/", asked(f"社区{number}"))
        if number in {0, 19}:
            offered(manager_client, "社区")
            with CaptureQueriesContext(connection) as captured:
                offered(manager_client, "社区")
            counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_filter_that_leaves_nothing_says_what_there_is_without(bank: Bank, manager_client: Client) -> None:
    issue_edition(branch=bank.tree.head_office, title="社区活动")

    page = manager_client.get("/search/", {"q": "社区活动", "kind": "script"}).content.decode()

    assert "去掉筛选有 1 条" in page
    assert "告诉编辑" not in page


@pytest.mark.parametrize(
    "given", ["q=%00", "q=%F0%9F%98%80", "q=%22", "q=" + "a" * 9000, "%%%", "q=%ED%A0%80"]
)
@pytest.mark.parametrize("address", ["note", "keep", "forget", "tell"])
def test_nothing_posted_breaks_it(manager_client: Client, address: str, given: str) -> None:
    assert manager_client.post(f"/search/{address}/", {"asked": given}).status_code in {204, 302, 409}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MANAGER])
def test_other_roles_have_no_searches(bank: Bank, client: Client, role: Role) -> None:
    client.force_login(UserFactory(roles=[role], branch=bank.tree.east_sub))
    for address in ("note", "keep", "forget", "tell"):
        assert client.post(f"/search/{address}/", asked("社区养老")).status_code == 403
    assert not OwnSearch.objects.exists()
