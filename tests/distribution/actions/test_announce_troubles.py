from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from content.kinds import PRODUCT_ANALYSIS
from distribution.actions.announce_troubles import announce_troubles
from distribution.actions.build_packages import build_day
from distribution.models import PackageDay, ProgrammeEntry, ProgrammeNotice
from distribution.tasks import build_packages
from people.models import User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import EntryFactory, ProgrammeFactory
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition


@pytest.fixture
def editor(bank: Bank) -> User:
    user: User = UserFactory(editor=True, branch=bank.tree.east)
    return user


@pytest.fixture
def missing(bank: Bank) -> ProgrammeEntry:
    """An entry of the east branch for which there is nothing."""
    made: ProgrammeEntry = EntryFactory(
        programme=ProgrammeFactory(branch=bank.tree.east), kinds=[PRODUCT_ANALYSIS.code]
    )
    return made


def tell(at: FrozenClock, days: int = 0) -> int:
    day = at.at.date() + timedelta(days=days)
    return announce_troubles(day, build_day(day, at.at).told, at.at)


def test_each_who_lays_out_packages_in_the_branch_is_told_once(
    bank: Bank, editor: User, missing: ProgrammeEntry, frozen_clock: FrozenClock
) -> None:
    operator = UserFactory(operator=True, branch=bank.tree.east)
    for tree_branch in (bank.tree.head_office, bank.tree.west, bank.tree.east_sub):
        UserFactory(editor=True, branch=tree_branch)
    UserFactory(officer=True, branch=bank.tree.east)
    UserFactory(editor=True, branch=bank.tree.east, is_active=False)
    assert tell(frozen_clock) == 2
    frozen_clock.advance(minutes=10)
    assert tell(frozen_clock) == 0
    notices = ProgrammeNotice.objects.order_by("user")
    assert [one.user for one in notices] == [editor, operator]
    assert {one.announced_at for one in notices} == {frozen_clock.at - timedelta(minutes=10)}
    assert {(one.code, one.slot, one.purpose) for one in notices} == {("nothing", "morning", "brief")}


def test_what_is_mended_is_over_and_stands_again_if_it_comes_back(
    bank: Bank, editor: User, missing: ProgrammeEntry, frozen_clock: FrozenClock
) -> None:
    tell(frozen_clock)
    issue_edition(editor=editor, kind=PRODUCT_ANALYSIS.code)
    assert tell(frozen_clock) == 0
    assert ProgrammeNotice.objects.get().is_over is True
    missing.tags = ["no-such-tag"]
    missing.save()
    assert tell(frozen_clock) == 1
    assert ProgrammeNotice.objects.get().is_over is False


def test_tomorrows_brief_is_not_late_and_far_days_are_not_told(
    bank: Bank, editor: User, frozen_clock: FrozenClock
) -> None:
    programme = ProgrammeFactory(branch=bank.tree.east)
    for weekday in ("1", "2"):
        EntryFactory(programme=programme, weekday=weekday)
    EntryFactory(programme=programme, weekday="4", kinds=[PRODUCT_ANALYSIS.code])
    assert [tell(frozen_clock, days) for days in (0, 1, 3, -1)] == [1, 0, 0, 0]
    assert ProgrammeNotice.objects.get().code == "awaited"


def test_the_work_loop_builds_and_tells_day_by_day(
    bank: Bank, editor: User, missing: ProgrammeEntry, frozen_clock: FrozenClock
) -> None:
    issue_edition(branch=bank.tree.head_office)
    for _ in range(6):
        build_packages()
    today = frozen_clock.at.date()
    days = list(PackageDay.objects.order_by("day").values_list("day", flat=True))
    assert days == [today + timedelta(days=number) for number in range(4)]
    assert ProgrammeNotice.objects.count() == 1
    PackageDay.objects.filter(day=days[1]).update(is_stale=True, built_at=None)
    build_packages()
    assert PackageDay.objects.get(day=days[1]).built_at == frozen_clock.at
    before = frozen_clock.at
    frozen_clock.advance(minutes=11)
    build_packages()
    assert PackageDay.objects.get(day=today).built_at == before + timedelta(minutes=11)


def test_it_is_on_the_home_page_until_it_is_over_and_counts_as_new_until_seen(
    bank: Bank, editor: User, missing: ProgrammeEntry, frozen_clock: FrozenClock, client: Client
) -> None:
    other = UserFactory(editor=True, branch=bank.tree.west)
    tell(frozen_clock)
    client.force_login(editor)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "没有选出内容" in home
    assert "其中 1 项是新的" in home
    assert client.post(reverse("programme_notices:seen")).status_code == 302
    assert ProgrammeNotice.objects.get().seen_at == frozen_clock.at
    assert "项是新的" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "没有选出内容" in client.get(reverse("programme_notices:index")).content.decode()
    client.force_login(other)
    assert "没有选出内容" not in client.get(reverse("wagtailadmin_home")).content.decode()
