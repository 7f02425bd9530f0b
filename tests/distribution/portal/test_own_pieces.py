"""What a manager has saved and opened, and that nothing is told of what has ended."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from distribution.actions import note_opened as noting
from distribution.actions import save_piece as saving
from distribution.actions.note_opened import note_opened
from distribution.actions.save_piece import save_piece
from distribution.models import OpenedEdition, SavedEdition
from people.models import User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import PackageFactory
from tests.factories.people import UserFactory
from tests.factories.review import follow_edition, issue_edition, recall_edition, suspend_edition

HTMX = {"HX-Request": "true"}
TEXT = "收藏过的早安文案。以上信息仅供参考，不构成任何投资建议。"


def keep(edition: Edition, manager: User) -> SavedEdition:
    return save_piece(edition.public_id, actor=manager, at=clock.now())


def opened(client: Client, name: str, *args: object) -> BeautifulSoup:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select(".card__title a")]


def test_one_tap_on_a_card_saves_and_the_next_takes_it_away(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    PackageFactory(branch=bank.tree.head_office, editions=(edition,))
    button = opened(manager_client, "home").select_one(".card .save")
    assert button["hx-post"] == button["formaction"] == reverse("save", args=[edition.public_id])
    answer = manager_client.post(button["hx-post"], headers=HTMX).content.decode()
    assert "已收藏" in answer
    assert SavedEdition.objects.get().manager == bank.manager
    button = opened(manager_client, "home").select_one(".card .save--is")
    assert button["hx-post"] == reverse("unsave", args=[edition.public_id])
    assert "收藏" in manager_client.post(button["hx-post"], headers=HTMX).content.decode()
    assert not SavedEdition.objects.exists()


def test_without_script_the_form_leads_back(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    page = opened(manager_client, "edition", edition.public_id)
    form = page.find(id=page.select_one(".save")["form"])
    assert form["method"] == "post"
    assert form.find("input", {"name": "csrfmiddlewaretoken"}) is not None
    back = form.find("input", {"name": "back"})["value"]
    address = reverse("save", args=[edition.public_id])
    assert manager_client.post(address, {"back": back})["Location"] == back == f"/e/{edition.public_id}/"
    elsewhere = manager_client.post(address, {"back": "https://elsewhere.example/"})
    assert elsewhere["Location"] == reverse("saved")
    assert SavedEdition.objects.count() == 1


def test_saved_pieces_stand_newest_first(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    first, second = (issue_edition(branch=bank.tree.head_office, title=name) for name in ("早报甲", "早报乙"))
    keep(first, bank.manager)
    frozen_clock.advance(minutes=1)
    keep(second, bank.manager)
    keep(first, UserFactory(manager=True, branch=bank.tree.east))
    assert titles(opened(manager_client, "saved")) == ["早报乙", "早报甲"]
    assert opened(manager_client, "mine").select_one(f"a[href='{reverse('saved')}'] .own__state").text == "2"


def test_what_has_ended_says_how_and_nothing_of_its_text(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    owner, at = bank.tree.head_office, frozen_clock.at
    recalled, suspended, replaced = (
        issue_edition(branch=owner, title=f"秘密标题{number}", texts={"moments": TEXT}) for number in range(3)
    )
    expired = issue_edition(
        branch=owner, title="秘密标题3", texts={"moments": TEXT}, valid_until=at + timedelta(hours=1)
    )
    for one in (recalled, suspended, replaced, expired):
        keep(one, bank.manager)
    assert opened(manager_client, "saved").text.count("秘密标题") == 4
    recall_edition(recalled)
    suspend_edition(suspended)
    follow_edition(replaced, title="新版早报")
    frozen_clock.advance(hours=2)
    page = opened(manager_client, "saved")
    assert "秘密标题" not in page.text
    assert "收藏过的早安文案" not in page.text
    assert titles(page) == []
    told = dict(
        zip(
            [one.text.split(" · ")[1] for one in page.select(".template__name")],
            [one.text for one in page.select(".template__tone")],
            strict=True,
        )
    )
    assert told == {
        recalled.number: "该内容已召回，不得再发送。",
        suspended.number: "该内容已暂停使用，暂不得发送。",
        replaced.number: "该内容已被新版替代。",
        expired.number: "该内容已过期，不得再发送。",
    }
    assert len(page.select("form[action$='/unsave/']")) == 4


def test_a_branch_beside_keeps_its_own(bank: Bank, manager_client: Client) -> None:
    foreign = issue_edition(branch=bank.tree.west, title="西城早报")
    assert manager_client.post(reverse("save", args=[foreign.public_id])).status_code == 404
    assert not SavedEdition.objects.exists()
    own = issue_edition(branch=bank.tree.east, title="东城早报")
    keep(own, bank.manager)
    User.objects.filter(pk=bank.manager.pk).update(branch=bank.tree.west)
    page = opened(manager_client, "saved")
    assert "其他网点的素材" in page.text
    assert "东城早报" not in page.text
    assert own.number not in page.text


def test_what_has_ended_is_not_saved_any_more(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    recall_edition(edition)
    assert manager_client.post(reverse("save", args=[edition.public_id])).status_code == 410
    assert not SavedEdition.objects.exists()


def test_only_managers_save(bank: Bank) -> None:
    edition, editor = (
        issue_edition(branch=bank.tree.head_office),
        UserFactory(editor=True, branch=bank.tree.east),
    )
    with pytest.raises(Refused):
        keep(edition, editor)
    with pytest.raises(Refused):
        note_opened(edition, actor=editor, at=clock.now())
    assert not SavedEdition.objects.exists()
    assert not OpenedEdition.objects.exists()


def test_nobody_takes_away_what_another_saved(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    keep(edition, UserFactory(manager=True, branch=bank.tree.east))
    manager_client.post(reverse("unsave", args=[edition.public_id]))
    assert SavedEdition.objects.count() == 1


def test_there_is_room_for_so_many(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST_SAVED", 2)
    editions = [issue_edition(branch=bank.tree.head_office) for _number in range(3)]
    keep(editions[0], bank.manager)
    keep(editions[1], bank.manager)
    assert keep(editions[1], bank.manager).edition == editions[1]
    with pytest.raises(Conflict, match="2"):
        keep(editions[2], bank.manager)
    assert SavedEdition.objects.count() == 2


def test_what_was_opened_lately_stands_under_mine(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    first, second = (issue_edition(branch=bank.tree.head_office, title=name) for name in ("早报甲", "早报乙"))
    for edition in (first, second, first):
        opened(manager_client, "edition", edition.public_id)
        frozen_clock.advance(minutes=2)
    opened(manager_client, "edition", second.public_id).select_one("h1")
    recall_edition(second)
    names = [one.contents[0].strip() for one in opened(manager_client, "mine").select(".own__name--piece")]
    assert names == ["早报甲"]
    manager_client.force_login(UserFactory(manager=True, branch=bank.tree.east))
    assert "早报甲" not in opened(manager_client, "mine").text


def test_looking_again_within_a_minute_writes_nothing(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    edition, begun = issue_edition(branch=bank.tree.head_office), frozen_clock.at
    opened(manager_client, "edition", edition.public_id)
    frozen_clock.advance(seconds=59)
    opened(manager_client, "edition", edition.public_id)
    assert OpenedEdition.objects.get().opened_at == begun
    frozen_clock.advance(seconds=1)
    opened(manager_client, "edition", edition.public_id)
    assert OpenedEdition.objects.get().opened_at == begun + timedelta(minutes=1)


def test_a_look_ahead_or_at_a_channel_is_no_opening(bank: Bank, manager_client: Client) -> None:
    address = reverse("edition", args=[issue_edition(branch=bank.tree.head_office).public_id])
    manager_client.head(address)
    manager_client.get(address, {"channel": "moments"}, headers=HTMX)
    assert not OpenedEdition.objects.exists()


def test_the_newest_are_remembered_and_no_more(
    bank: Bank, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "KEPT", 2)
    editions = [issue_edition(branch=bank.tree.head_office) for _number in range(3)]
    colleague = UserFactory(manager=True, branch=bank.tree.east)
    note_opened(editions[0], actor=colleague, at=clock.now())
    for edition in editions:
        frozen_clock.advance(minutes=1)
        note_opened(edition, actor=bank.manager, at=clock.now())
    own = OpenedEdition.objects.filter(manager=bank.manager)
    assert [one.edition for one in own] == [editions[2], editions[1]]
    assert OpenedEdition.objects.filter(manager=colleague).count() == 1


def test_none_of_it_stands_in_a_ledger(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    before = LedgerRecord.objects.count()
    opened(manager_client, "edition", edition.public_id)
    keep(edition, bank.manager)
    manager_client.post(reverse("unsave", args=[edition.public_id]))
    assert LedgerRecord.objects.count() == before


def test_many_cost_no_more(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keep(issue_edition(branch=bank.tree.head_office), bank.manager)
    note_opened(issue_edition(branch=bank.tree.head_office), actor=bank.manager, at=clock.now())
    with django_assert_num_queries(14) as saved:
        opened(manager_client, "saved")
    with django_assert_num_queries(11) as mine:
        opened(manager_client, "mine")
    for _number in range(19):
        edition = issue_edition(branch=bank.tree.head_office)
        keep(edition, bank.manager)
        note_opened(edition, actor=bank.manager, at=clock.now())
    cache.clear()
    with django_assert_num_queries(len(saved)):
        assert len(opened(manager_client, "saved").select(".card")) == 20
    with django_assert_num_queries(len(mine)):
        opened(manager_client, "mine")
