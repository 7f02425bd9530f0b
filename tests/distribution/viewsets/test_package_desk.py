from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from distribution.models import Package, PackageItem
from distribution.queries.packages import layable_editions
from people.models import User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import PackageFactory
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition


@pytest.fixture
def operator(bank: Bank, client: Client) -> User:
    user = UserFactory(operator=True, branch=bank.tree.east)
    client.force_login(user)
    return user


def form(day: str, title: str, *items: tuple[int, str]) -> dict[str, object]:
    data: dict[str, object] = {
        "day": day,
        "title": title,
        "items-TOTAL_FORMS": len(items),
        "items-INITIAL_FORMS": 0,
        "items-MIN_NUM_FORMS": 0,
        "items-MAX_NUM_FORMS": 1000,
    }
    for number, (edition, slot) in enumerate(items):
        data |= {
            f"items-{number}-edition": edition,
            f"items-{number}-slot": slot,
            f"items-{number}-position": number,
            f"items-{number}-id": "",
        }
    return data


def add(client: Client, *items: tuple[int, str], title: str = "周一内容包") -> object:
    return client.post(reverse("packages:add"), form("2026-03-02", title, *items))


def test_a_package_is_laid_out_for_the_own_branch(bank: Bank, client: Client, operator: User) -> None:
    own, above = issue_edition(branch=bank.tree.east), issue_edition(branch=bank.tree.head_office)
    response = add(client, (own.pk, "morning"), (above.pk, "noon"))
    assert response.status_code == 302
    package = Package.objects.get()
    assert (package.branch, package.created_by) == (bank.tree.east, operator)
    assert [(item.edition, item.slot) for item in package.items.order_by("position")] == [
        (own, "morning"),
        (above, "noon"),
    ]


def test_scheduled_editions_may_be_laid_out_and_ended_or_foreign_ones_not(
    bank: Bank, client: Client, operator: User, frozen_clock: FrozenClock
) -> None:
    scheduled = issue_edition(branch=bank.tree.east, valid_from=frozen_clock.at + timedelta(hours=3))
    foreign = issue_edition(branch=bank.tree.west, title="西城的标题")
    below = issue_edition(branch=bank.tree.east_sub, title="支行的标题")
    recalled = issue_edition(branch=bank.tree.east, title="召回的标题")
    recall_edition(recalled)
    assert set(layable_editions(operator, frozen_clock.at)) == {scheduled}
    for edition in (foreign, below, recalled):
        response = add(client, (edition.pk, "morning"))
        assert response.status_code == 200
        assert edition.title not in response.content.decode()
    assert not Package.objects.exists()
    assert add(client, (scheduled.pk, "morning")).status_code == 302


def test_an_edition_stands_once_in_a_slot(bank: Bank, client: Client, operator: User) -> None:
    edition = issue_edition(branch=bank.tree.east)
    assert add(client, (edition.pk, "morning"), (edition.pk, "morning")).status_code == 200
    assert not Package.objects.exists()
    assert add(client, (edition.pk, "morning"), (edition.pk, "noon")).status_code == 302


def test_a_title_stands_once_a_day(bank: Bank, client: Client, operator: User) -> None:
    edition = issue_edition(branch=bank.tree.east)
    assert add(client, (edition.pk, "morning")).status_code == 302
    assert add(client, (edition.pk, "morning")).status_code == 200
    assert add(client, (edition.pk, "morning"), title="另一个").status_code == 302
    assert Package.objects.count() == 2


def test_what_ended_in_a_package_does_not_stop_its_editing(
    bank: Bank, client: Client, operator: User
) -> None:
    edition = issue_edition(branch=bank.tree.east)
    package = PackageFactory(branch=bank.tree.east, editions=(edition,))
    recall_edition(edition)
    data = {
        **form("2026-03-02", "改名", (edition.pk, "evening")),
        "items-INITIAL_FORMS": 1,
        "items-0-id": package.items.get().pk,
    }
    assert client.post(reverse("packages:edit", args=[package.pk]), data).status_code == 302
    package.refresh_from_db()
    assert (package.title, package.items.get().slot) == ("改名", "evening")


def test_the_list_shows_the_own_branch_and_leads_to_today(bank: Bank, client: Client, operator: User) -> None:
    PackageFactory(branch=bank.tree.east, title="东城的包")
    PackageFactory(branch=bank.tree.east, title="昨天的包", day="2026-03-01")
    PackageFactory(branch=bank.tree.west, title="西城的包")
    PackageFactory(branch=bank.tree.head_office, title="总行的包")
    page = client.get(reverse("packages:index")).content.decode()
    assert "东城的包" in page
    assert "西城的包" not in page
    assert "总行的包" not in page
    assert "?day=2026-03-02" in page
    today = client.get(reverse("packages:index"), {"day": "2026-03-02"}).content.decode()
    assert "东城的包" in today
    assert "昨天的包" not in today


@pytest.mark.parametrize("name", ["edit", "delete", "history", "usage"])
def test_a_key_of_another_branch_does_not_exist(
    bank: Bank, client: Client, operator: User, name: str
) -> None:
    for branch in (bank.tree.west, bank.tree.head_office, bank.tree.east_sub):
        foreign = PackageFactory(branch=branch)
        address = reverse(f"packages:{name}", args=[foreign.pk])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
        assert Package.objects.filter(pk=foreign.pk).exists()


def test_the_own_one_can_be_deleted(bank: Bank, client: Client, operator: User) -> None:
    package = PackageFactory(branch=bank.tree.east, editions=(issue_edition(branch=bank.tree.east),))
    assert client.post(reverse("packages:delete", args=[package.pk])).status_code == 302
    assert not PackageItem.objects.exists()


@pytest.mark.parametrize("role", ["editor", "lead"])
def test_editors_and_leads_lay_out_too(bank: Bank, client: Client, role: str) -> None:
    client.force_login(UserFactory(**{role: True}, branch=bank.tree.east))
    assert add(client, (issue_edition(branch=bank.tree.east).pk, "morning")).status_code == 302


@pytest.mark.parametrize(
    "role", ["officer", "legal", "consumer_protection", "auditor", "administrator", "manager"]
)
def test_nobody_else_does(bank: Bank, client: Client, role: str) -> None:
    package = PackageFactory(branch=bank.tree.east, title="别人看不到的包")
    client.force_login(UserFactory(**{role: True}, branch=bank.tree.east))
    addresses = [
        reverse("packages:index"),
        reverse("packages:add"),
        *(reverse(f"packages:{name}", args=[package.pk]) for name in ("edit", "delete", "history", "usage")),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code in {302, 404}
        assert "别人看不到的包" not in response.content.decode()
    add(client)
    assert Package.objects.count() == 1
    home = client.get("/admin/", follow=True).content.decode()
    assert f'"{reverse("packages:index")}"' not in home


def test_the_chooser_offers_and_gives_only_what_may_be_laid_out(
    bank: Bank, client: Client, operator: User
) -> None:
    own, foreign = (
        issue_edition(branch=bank.tree.east, title="东城早报"),
        issue_edition(branch=bank.tree.west, title="西城早报"),
    )
    for name in ("choose", "choose_results"):
        page = client.get(reverse(f"edition_chooser:{name}")).content.decode("unicode_escape")
        assert f"/{own.pk}/" in page
        assert f"/{foreign.pk}/" not in page
    assert client.get(reverse("edition_chooser:chosen", args=[own.pk])).status_code == 200
    assert client.get(reverse("edition_chooser:chosen", args=[foreign.pk])).status_code == 404
    several = client.get(
        reverse("edition_chooser:chosen_multiple"), {"id": [own.pk, foreign.pk], "multiple": 1}
    )
    assert [one["id"] for one in several.json()["result"]] == [str(own.pk)]
    found = client.get(reverse("edition_chooser:choose_results"), {"q": "没有这个"}).content.decode()
    assert f"/{own.pk}/" not in found


def test_queries_of_the_list_do_not_grow(bank: Bank, client: Client, operator: User) -> None:
    counts = []
    for number in range(10):
        PackageFactory(branch=bank.tree.east, title=f"包{number}")
        if number in {1, 9}:
            client.get(reverse("packages:index"))
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("packages:index"))
            counts.append(len(captured))
    assert counts[0] == counts[1]
