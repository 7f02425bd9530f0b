from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.enums import Slot
from content.kinds import MORNING_BRIEF, PRODUCT_ANALYSIS
from distribution.actions.build_packages import build_day
from distribution.enums import EntryMode
from distribution.models import Package, PackageDay, PackageItem, PackageLeftOut, Programme, ProgrammeEntry
from people.models import User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.calendar import FestivalFactory
from tests.factories.distribution import EntryFactory, ProgrammeFactory, time_slot
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition
from tests.factories.tags import TagFactory


@pytest.fixture
def operator(bank: Bank, client: Client) -> User:
    user = UserFactory(operator=True, branch=bank.tree.east)
    client.force_login(user)
    return user


@pytest.fixture
def programme(bank: Bank, operator: User) -> Programme:
    made: Programme = ProgrammeFactory(branch=bank.tree.east, title="东城的一周")
    return made


def week(programme: Programme) -> str:
    return reverse("programme_week:week", args=[programme.pk])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


ENTRY: Mapping[str, Any] = {
    "weekday": "1",
    "slot": "morning",
    "purpose": "brief",
    "how_many": 1,
    "kinds": [MORNING_BRIEF.code],
}


def add(client: Client, programme: Programme, **fields: Any) -> Any:
    return client.post(reverse("programme_week:add", args=[programme.pk]), {**ENTRY, **fields})


def form(*slots: tuple[str, str, str], **fields: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": "新的一周",
        "starts": "2026-03-02",
        "ends": "",
        "is_active": "on",
        "slots-TOTAL_FORMS": len(slots),
        "slots-INITIAL_FORMS": 0,
        "slots-MIN_NUM_FORMS": 0,
        "slots-MAX_NUM_FORMS": 3,
    }
    for number, (slot, begins, ends) in enumerate(slots):
        data |= {
            f"slots-{number}-slot": slot,
            f"slots-{number}-begins": begins,
            f"slots-{number}-ends": ends,
            f"slots-{number}-id": "",
        }
    return {**data, **fields}


def test_a_branch_starts_from_the_usual_week_once(bank: Bank, client: Client, operator: User) -> None:
    assert "programme/usual/" in page(client, reverse("programmes:index"))
    start = reverse("programme_week:start")
    assert client.post(start).status_code == 302
    made = Programme.objects.get()
    assert made.branch == bank.tree.east
    briefs = made.entries.filter(kinds=[MORNING_BRIEF.code])
    assert sorted(briefs.values_list("weekday", flat=True)) == ["1", "2", "3", "4", "5"]
    assert client.post(start).status_code == 409
    assert "programme/usual/" not in page(client, reverse("programmes:index"))


def test_an_entry_is_added_and_copied_to_other_days(client: Client, programme: Programme) -> None:
    PackageDay.objects.create(day="2026-03-02", is_stale=False)
    assert add(client, programme, also_on=["3", "5", "1"]).status_code == 302
    assert [one.weekday for one in programme.entries.order_by("weekday")] == ["1", "3", "5"]
    assert {one.kinds[0] for one in programme.entries.all()} == {"morning_brief"}
    assert PackageDay.objects.get().is_stale is True


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"weekday": ""}, "请选择星期、节日，或填写首日和末日"),
        ({"first_day": "2026-03-02", "last_day": "2026-03-03"}, "不能两者都选"),
        ({"weekday": "", "first_day": "2026-03-03", "last_day": "2026-03-02"}, "末日不能早于首日"),
        ({"weekday": "", "first_day": "2026-03-03"}, "请选择星期、节日，或填写首日和末日"),
        ({"takes_slot": "on"}, "此项只用于节日或自定日期"),
        ({"how_many": 0}, "how_many"),
        ({"kinds": ["no_kind"]}, "no_kind"),
        ({"slot": "night"}, "night"),
    ],
)
def test_what_makes_no_sense_is_said(
    client: Client, programme: Programme, fields: dict[str, Any], words: str
) -> None:
    response = add(client, programme, **fields)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not ProgrammeEntry.objects.exists()


def test_days_of_an_occasion_have_the_slot_to_themselves(client: Client, programme: Programme) -> None:
    festival = FestivalFactory()
    assert add(client, programme, weekday="", festival=festival.pk, takes_slot="on").status_code == 302
    entry = ProgrammeEntry.objects.get()
    assert (entry.mode, entry.festival, entry.weekday) == (EntryMode.REPLACE_SLOT, festival, "")
    edit = reverse("programme_week:edit", args=[programme.pk, entry.pk])
    assert client.post(edit, {**ENTRY, "weekday": "", "festival": festival.pk}).status_code == 302
    entry.refresh_from_db()
    assert entry.mode == EntryMode.ADD


def test_an_occasion_that_is_over_is_said_to_do_nothing(client: Client, programme: Programme) -> None:
    add(client, programme, weekday="", first_day="2026-01-01", last_day="2026-01-02")
    assert "今后没有对应日期" in page(client, week(programme))


def test_inherited_entries_are_shown_replaced_and_left_out(
    bank: Bank, client: Client, programme: Programme
) -> None:
    above = ProgrammeFactory(branch=bank.tree.head_office)
    brief, deal = EntryFactory(programme=above), EntryFactory(programme=above, slot=Slot.NOON)
    shown = page(client, week(programme))
    assert shown.count("来自总行") == 2
    assert "本机构不用" not in shown
    leave_out = reverse("programme_week:leave_out", args=[programme.pk, brief.pk])
    assert client.post(leave_out).status_code == 302
    replace = f"{reverse('programme_week:add', args=[programme.pk])}?replaces={deal.pk}"
    assert 'name="weekday"' not in page(client, replace)
    answer = client.post(replace, {"purpose": "offers", "how_many": 2, "kinds": [PRODUCT_ANALYSIS.code]})
    assert answer.status_code == 302
    own = programme.entries.get(mode=EntryMode.REPLACE)
    assert (own.replaces, own.slot, own.weekday, own.how_many) == (deal, "noon", "1", 2)
    shown = page(client, week(programme))
    assert "本机构不用" in shown
    assert "本机构已替换" in shown
    left_out = programme.entries.get(mode=EntryMode.LEAVE_OUT)
    delete = reverse("programme_week:delete", args=[programme.pk, left_out.pk])
    assert client.post(delete).status_code == 302
    assert "本机构不用" not in page(client, week(programme))


def test_nothing_of_its_own_or_of_a_branch_beside_is_stood_for(
    bank: Bank, client: Client, programme: Programme
) -> None:
    """A programme inherits neither from itself nor from a branch beside or below it."""
    own = EntryFactory(programme=programme)
    beside = EntryFactory(programme=ProgrammeFactory(branch=bank.tree.west))
    below = EntryFactory(programme=ProgrammeFactory(branch=bank.tree.east_sub))
    for entry in (own, beside, below):
        leave_out = reverse("programme_week:leave_out", args=[programme.pk, entry.pk])
        assert client.post(leave_out).status_code == 404
        replace = f"{reverse('programme_week:add', args=[programme.pk])}?replaces={entry.pk}"
        assert client.post(replace, dict(ENTRY)).status_code == 404
    assert client.get(f"{reverse('programme_week:add', args=[programme.pk])}?replaces=x").status_code == 404
    assert programme.entries.count() == 1


def test_the_preview_says_what_is_selected_today(bank: Bank, client: Client, programme: Programme) -> None:
    issue_edition(branch=bank.tree.east, title="东城早报")
    issue_edition(branch=bank.tree.head_office, title="总行早报")
    issue_edition(branch=bank.tree.west, title="西城早报")
    preview = reverse("programme_week:preview", args=[programme.pk])
    shown = client.post(preview, dict(ENTRY)).content.decode()
    assert "东城早报" in shown
    assert "西城早报" not in shown
    assert "2 篇符合条件" in shown
    everything = client.post(preview, {**ENTRY, "kinds": []}).content.decode()
    assert "会选中全部内容" in everything
    nothing = client.post(preview, {**ENTRY, "kinds": [PRODUCT_ANALYSIS.code]}).content.decode()
    assert "今天没有符合条件的内容" in nothing
    assert "请选择时段" in client.post(preview, {}).content.decode()
    assert not ProgrammeEntry.objects.exists()


def test_what_went_out_of_use_stays_and_is_named(bank: Bank, client: Client, programme: Programme) -> None:
    tag = TagFactory(code="spring", name="春季", branch=bank.tree.east)
    assert add(client, programme, tags=["spring"]).status_code == 302
    tag.is_active = False
    tag.save()
    assert "春季（已停用）" in page(client, week(programme))
    entry = programme.entries.get()
    assert "春季（已停用）" in page(client, reverse("programme_week:edit", args=[programme.pk, entry.pk]))
    entry.tags = ["never-there"]
    entry.save()
    assert "never-there（已停用）" in page(client, week(programme))


def test_gaps_of_the_coming_days_are_on_the_page(bank: Bank, client: Client, programme: Programme) -> None:
    EntryFactory(programme=programme, kinds=[PRODUCT_ANALYSIS.code], purpose="professional")
    assert "没有选出内容" in page(client, week(programme))
    issue_edition(branch=bank.tree.east, kind=PRODUCT_ANALYSIS.code)
    assert "没有选出内容" not in page(client, week(programme))


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([("morning", "08:30", "12:30")], "早间与午间时间重叠"),
        ([("evening", "21:30", "06:30")], "早间与晚间时间重叠"),
        ([("evening", "21:30", "21:30")], "截止时间不能与开始时间相同"),
        ([("evening", "21:30", "00:30")], ""),
    ],
)
def test_slots_that_overlap_are_refused_and_midnight_may_be_crossed(
    bank: Bank, client: Client, operator: User, slots: list[tuple[str, str, str]], words: str
) -> None:
    response = client.post(reverse("programmes:add"), form(*slots))
    assert response.status_code == (200 if words else 302)
    assert words in response.content.decode()
    assert Programme.objects.exists() is not bool(words)


def test_times_of_the_branch_above_count_too(bank: Bank, client: Client, operator: User) -> None:
    time_slot(ProgrammeFactory(branch=bank.tree.head_office), Slot.MORNING, "09:00", "11:00")
    response = client.post(reverse("programmes:add"), form(("noon", "10:30", "14:00")))
    assert "早间与午间时间重叠" in response.content.decode()
    assert client.post(reverse("programmes:add"), form(("noon", "11:00", "14:00"))).status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends": "2026-03-01"}, "末日不能早于首日"),
        ({"starts": "2026-02-01", "ends": "2026-03-01"}, "该日期已过"),
    ],
)
def test_days_that_make_no_sense(
    bank: Bank, client: Client, operator: User, fields: dict[str, str], words: str
) -> None:
    response = client.post(reverse("programmes:add"), form(**fields))
    assert words in response.content.decode()
    assert not Programme.objects.exists()


def test_a_branch_has_one_programme_in_use_a_day(bank: Bank, client: Client, programme: Programme) -> None:
    assert "东城的一周" in client.post(reverse("programmes:add"), form()).content.decode()
    assert Programme.objects.count() == 1
    programme.ends = "2026-03-01"
    programme.save()
    assert client.post(reverse("programmes:add"), form()).status_code == 302


def test_changes_by_hand_of_a_built_package_are_kept(
    bank: Bank, client: Client, programme: Programme, frozen_clock: FrozenClock
) -> None:
    EntryFactory(programme=programme, how_many=2)
    one, two = issue_edition(branch=bank.tree.east), issue_edition(branch=bank.tree.east)
    day = frozen_clock.at.date()
    build_day(day, frozen_clock.at)
    package = Package.objects.get()
    items = {item.edition_id: item for item in package.items.all()}
    data = {
        "title": "改过的",
        "items-TOTAL_FORMS": 2,
        "items-INITIAL_FORMS": 2,
        "items-MIN_NUM_FORMS": 0,
        "items-MAX_NUM_FORMS": 1000,
        "items-0-id": items[one.pk].pk,
        "items-0-edition": one.pk,
        "items-0-slot": "noon",
        "items-0-position": 0,
        "items-1-id": items[two.pk].pk,
        "items-1-edition": two.pk,
        "items-1-slot": "morning",
        "items-1-position": 1,
        "items-1-DELETE": "on",
    }
    assert client.post(reverse("packages:edit", args=[package.pk]), data).status_code == 302
    assert PackageLeftOut.objects.get().edition == two
    assert PackageDay.objects.get().is_stale is True
    build_day(day, frozen_clock.at + timedelta(minutes=1))
    assert list(PackageItem.objects.values_list("edition", "slot", "is_built")) == [(one.pk, "noon", False)]


def test_another_branchs_programme_does_not_exist(bank: Bank, client: Client, operator: User) -> None:
    for branch in (bank.tree.head_office, bank.tree.west, bank.tree.east_sub):
        foreign = EntryFactory(programme=ProgrammeFactory(branch=branch, title="别家的一周"))
        keys = [foreign.programme.pk, foreign.pk]
        for name in ("week", "add"):
            assert client.get(reverse(f"programme_week:{name}", args=keys[:1])).status_code == 404
        assert client.get(reverse("programme_week:edit", args=keys)).status_code == 404
        for name in ("delete", "leave_out"):
            assert client.post(reverse(f"programme_week:{name}", args=keys)).status_code == 404
    assert "别家的一周" not in page(client, reverse("programmes:index"))
    assert ProgrammeEntry.objects.count() == 3


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(bank: Bank, client: Client, programme: Programme, count: int) -> None:
    for number in range(count):
        EntryFactory(programme=programme, weekday=str(number % 7 + 1))
        issue_edition(branch=bank.tree.east)
    client.get(week(programme))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(week(programme)).status_code == 200
    assert len(queries) == 22
