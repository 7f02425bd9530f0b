"""The line before a text: approved, or the manager's own where head office lets them, screened as typed."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from content.enums import Channel
from core import blobs, clock
from core.actions import Conflict
from distribution.actions.ask_for_deletion import ask_for_deletion
from distribution.actions.opening import ApprovedOpening, FreeOpening, Opening
from distribution.actions.pull import OpeningRefused, pull
from distribution.models import Pull, RecallTask
from distribution.queries.openings import offered_lines
from people.models import Branch
from review.domain.screening.loader import builtin
from review.models import Edition
from tests.distribution.conftest import Bank
from tests.distribution.portal.test_pulling import HTMX, order, take
from tests.factories.content import channel
from tests.factories.distribution import order_for, set_limit
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition, suspend_edition

END = "以上信息仅供参考，不构成任何投资建议。"
FORBIDDEN = "保本保息，稳赚不赔"


@pytest.fixture
def edition(bank: Bank) -> Edition:
    return issue_edition(branch=bank.tree.head_office, texts={"group": f"今日要点如下。{END}"})


def greeting(branch: Branch, *, segments: tuple[str, ...] = ("credit_card",)) -> Edition:
    """Issue a script whose second wording in groups is a short line with the manager's name."""
    editor = UserFactory(editor=True, branch=branch)
    sent = channel("group", "各位邻居早上好。\n今天也请多关照。", (), ["早上好，我是{客户经理}。"], None)
    component = make_of_kind("script", editor, clock.now(), channels=[sent], segments=list(segments))
    return issue_edition(component=component)


def pulled(edition: Edition, bank: Bank, opening: Opening | None) -> Pull:
    return pull(replace(order_for(edition, "group"), opening=opening), actor=bank.manager, at=clock.now())


def kept(made: Pull) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(blobs.get(made.produced_sha256))
    return document


def offered(client: Client, edition: Edition, name: str = "group") -> str:
    return client.get(reverse("openings", args=[edition.public_id, name])).content.decode()


def said(client: Client, edition: Edition, typed: str) -> str:
    address = reverse("check_opening", args=[edition.public_id])
    return client.post(address, {"channel": "group", "opening_text": typed}).content.decode()


def test_an_approved_line_stands_before_the_text_with_where_it_comes_from(
    bank: Bank, manager_client: Client, edition: Edition
) -> None:
    script = greeting(bank.tree.head_office)
    line = f"早上好，我是{bank.manager}。"
    part = offered(manager_client, edition)
    assert line in part
    assert "请多关照" not in part
    assert f'value="{script.public_id}:1"' in part
    tap = order(channel="group", opening=f"{script.public_id}:1")
    answer = manager_client.post(take(edition), tap, headers=HTMX).content.decode()
    made = Pull.objects.get()
    assert f"{line}\n今日要点如下。" in answer
    assert made.opening_edition == script
    document = kept(made)
    assert (document["schema"], document["text"]) == (4, f"{line}\n今日要点如下。{END}")
    assert document["opening"] == {
        "text": line,
        "source": "edition",
        "edition": str(script.public_id),
        "edition_sha256": script.edition_sha256,
        "wording": 1,
    }
    assert document["fields"] == {"客户经理": str(bank.manager)}


def test_without_a_wish_nothing_stands_before_it(bank: Bank, edition: Edition) -> None:
    made = pulled(edition, bank, None)
    assert (made.opening_edition, kept(made)["opening"]) == (None, None)
    assert kept(made)["text"] == f"今日要点如下。{END}"


def test_lines_of_other_branches_and_channels_are_not_offered(bank: Bank, edition: Edition) -> None:
    foreign, own = greeting(bank.tree.west), greeting(bank.tree.east)
    lines = offered_lines(bank.manager, Channel.GROUP, clock.now())
    assert [line.edition for line in lines] == [own]
    assert offered_lines(bank.manager, Channel.MOMENTS, clock.now()) == []
    with pytest.raises(Conflict):
        pulled(edition, bank, ApprovedOpening(foreign.public_id, 1))
    assert not Pull.objects.exists()


@pytest.mark.parametrize(
    ("wording", "segments"), [(0, ("credit_card",)), (5, ("credit_card",)), (1, ("payroll",))]
)
def test_only_what_was_offered_for_these_customers_is_taken(
    bank: Bank, edition: Edition, wording: int, segments: tuple[str, ...]
) -> None:
    script = greeting(bank.tree.head_office, segments=segments)
    with pytest.raises(Conflict):
        pulled(edition, bank, ApprovedOpening(script.public_id, wording))
    assert not Pull.objects.exists()


def test_a_piece_that_is_no_script_is_no_opening_line(bank: Bank, edition: Edition) -> None:
    other = issue_edition(branch=bank.tree.head_office, texts={"group": END})
    with pytest.raises(Conflict):
        pulled(edition, bank, ApprovedOpening(other.public_id, 0))


def test_a_recalled_line_is_taken_by_nobody_and_called_back_from_who_took_it(
    bank: Bank, manager_client: Client, edition: Edition
) -> None:
    script = greeting(bank.tree.head_office)
    made = pulled(edition, bank, ApprovedOpening(script.public_id, 1))
    page = reverse("taken", args=[made.public_id])
    assert manager_client.get(page).status_code == 200
    recalled = recall_edition(script)
    assert ask_for_deletion(recalled.public_id, clock.now()) == 1
    assert RecallTask.objects.get().manager == bank.manager
    gone = manager_client.get(page)
    assert gone.status_code == 410
    assert "今日要点" not in gone.content.decode()
    assert f'href="{page}"' not in manager_client.get(reverse("pulls")).content.decode()
    assert offered_lines(bank.manager, Channel.GROUP, clock.now()) == []
    with pytest.raises(Conflict):
        pulled(edition, bank, ApprovedOpening(script.public_id, 1))


def test_a_suspended_line_holds_the_text_back(bank: Bank, manager_client: Client, edition: Edition) -> None:
    script = greeting(bank.tree.head_office)
    made = pulled(edition, bank, ApprovedOpening(script.public_id, 1))
    suspend_edition(script)
    assert manager_client.get(reverse("taken", args=[made.public_id])).status_code == 410


def test_ones_own_words_need_head_offices_leave(bank: Bank, manager_client: Client, edition: Edition) -> None:
    assert "opening_text" not in offered(manager_client, edition)
    with pytest.raises(OpeningRefused):
        pulled(edition, bank, FreeOpening("早上好"))
    assert "没法审查" in said(manager_client, edition, "早上好")
    set_limit("free_opening", "allowed")
    assert "opening_text" in offered(manager_client, edition)
    assert "这句可以发" in said(manager_client, edition, "早上好")
    made = pulled(edition, bank, FreeOpening(" 早上\n好 "))
    assert kept(made)["text"] == f"早上 好\n今日要点如下。{END}"
    assert kept(made)["opening"] == {
        "text": "早上 好",
        "source": "free",
        "rule_set": builtin().fingerprint,
    }
    assert made.opening_edition is None


def test_what_the_rules_refuse_is_said_as_typed_and_at_the_tap(
    bank: Bank, manager_client: Client, edition: Edition
) -> None:
    set_limit("free_opening", "allowed")
    assert "不能这样说" in said(manager_client, edition, FORBIDDEN)
    tap = order(channel="group", opening="free", opening_text=FORBIDDEN)
    answer = manager_client.post(take(edition), tap, headers=HTMX)
    assert answer.status_code == 409
    assert "不能这样说" in answer.content.decode()
    assert not Pull.objects.exists()


@pytest.mark.parametrize("typed", ["", "早" * 61, "看 https://m.bank.example/x", "我是{客户经理}"])
def test_what_is_no_line_is_refused(bank: Bank, edition: Edition, typed: str) -> None:
    set_limit("free_opening", "allowed")
    with pytest.raises(OpeningRefused):
        pulled(edition, bank, FreeOpening(typed))
    assert not Pull.objects.exists()


def test_the_same_tap_is_one_pull_and_another_line_under_its_key_is_refused(
    bank: Bank, edition: Edition
) -> None:
    set_limit("free_opening", "allowed")
    script = greeting(bank.tree.head_office)
    for first, other in (
        (FreeOpening("早上好"), FreeOpening("晚上好")),
        (ApprovedOpening(script.public_id, 1), FreeOpening("早上好")),
        (None, ApprovedOpening(script.public_id, 1)),
    ):
        wish = replace(order_for(edition, "group"), opening=first)
        made = pull(wish, actor=bank.manager, at=clock.now())
        assert pull(wish, actor=bank.manager, at=clock.now()) == made
        with pytest.raises(Conflict):
            pull(replace(wish, opening=other), actor=bank.manager, at=clock.now())


@pytest.mark.parametrize("opening", ["x", "x:1", f"{UUID(int=1)}:9", f"{UUID(int=1)}"])
def test_a_choice_that_no_form_offers_is_no_order(
    bank: Bank, manager_client: Client, edition: Edition, opening: str
) -> None:
    answer = manager_client.post(take(edition), order(channel="group", opening=opening), headers=HTMX)
    assert answer.status_code == 400


def test_another_branchs_edition_has_no_lines_and_checks_none(bank: Bank, manager_client: Client) -> None:
    foreign = issue_edition(branch=bank.tree.west)
    assert manager_client.get(reverse("openings", args=[foreign.public_id, "group"])).status_code == 404
    assert manager_client.post(reverse("check_opening", args=[foreign.public_id])).status_code == 404


def test_a_line_that_makes_the_text_too_long_is_refused(bank: Bank) -> None:
    long = issue_edition(branch=bank.tree.head_office, texts={"group": "早" * 1300 + END})
    set_limit("free_opening", "allowed")
    pulled(long, bank, None)
    with pytest.raises(Conflict):
        pulled(long, bank, FreeOpening("好" * 40))
