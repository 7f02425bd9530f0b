from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.enums import Segment, Slot
from content.kinds import MORNING_BRIEF, PRODUCT_ANALYSIS
from content.models import ComponentTag
from core import immutability
from distribution.actions.build_packages import build_day
from distribution.domain.programmes.troubles import Trouble
from distribution.enums import EntryMode
from distribution.models import Package, PackageDay, PackageItem, PackageLeftOut, ProgrammeEntry
from distribution.queries.today import Awaited, day_of, laid_out
from people.models import Branch
from review.models import Candidate
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import EntryFactory, PackageFactory, ProgrammeFactory
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import issue_edition, make_component, recall_edition, suspend_edition
from tests.factories.tags import TagFactory

pytestmark = pytest.mark.django_db


def titles(branch: Branch, day: date) -> list[str]:
    items = PackageItem.objects.filter(package__branch=branch, package__day=day)
    return list(items.order_by("position", "pk").values_list("edition__title", flat=True))


def served(bank: Bank, at: FrozenClock) -> set[int]:
    return {item.edition_id for item in laid_out(bank.manager, at.at.date(), at.at)}


def head_office_entry(bank: Bank, **fields: object) -> ProgrammeEntry:
    made: ProgrammeEntry = EntryFactory(programme=ProgrammeFactory(branch=bank.tree.head_office), **fields)
    return made


def test_what_the_programme_selects_is_laid_out(bank: Bank, frozen_clock: FrozenClock) -> None:
    entry = head_office_entry(bank, segments=[Segment.CREDIT_CARD])
    edition = issue_edition(branch=bank.tree.head_office)
    issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, title="不该出现")
    built = build_day(frozen_clock.at.date(), frozen_clock.at)
    assert (built.packages, built.changed) == (1, 1)
    [item] = day_of(bank.manager, frozen_clock.at.date(), frozen_clock.at).items
    assert (item.edition_id, item.slot, item.purpose) == (edition.pk, "morning", "brief")
    assert item.segments == ("credit_card",)
    row = PackageItem.objects.get()
    assert (row.entry, row.is_built, row.package.created_by) == (entry, True, None)


def test_building_twice_writes_nothing(bank: Bank, frozen_clock: FrozenClock) -> None:
    head_office_entry(bank, stand_in_kind=PRODUCT_ANALYSIS.code)
    head_office_entry(bank, slot=Slot.NOON)
    issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code)
    build_day(frozen_clock.at.date(), frozen_clock.at)
    before = list(PackageItem.objects.values())
    assert build_day(frozen_clock.at.date(), frozen_clock.at).changed == 0
    assert list(PackageItem.objects.values()) == before


@pytest.mark.parametrize("ending", [recall_edition, suspend_edition])
def test_what_was_taken_out_of_use_makes_room(bank: Bank, frozen_clock: FrozenClock, ending: object) -> None:
    head_office_entry(bank)
    issue_edition(branch=bank.tree.head_office, title="旧早报")
    newest = issue_edition(branch=bank.tree.head_office, title="新早报", at=frozen_clock.advance(minutes=1))
    day = frozen_clock.at.date()
    build_day(day, frozen_clock.at)
    assert titles(bank.tree.head_office, day) == ["新早报"]
    ending(newest)  # type: ignore[operator]
    build_day(day, frozen_clock.at)
    assert titles(bank.tree.head_office, day) == ["旧早报"]


def test_a_branch_without_anything_of_its_own_is_served_by_the_one_above(
    bank: Bank, frozen_clock: FrozenClock
) -> None:
    head_office_entry(bank)
    edition = issue_edition(branch=bank.tree.head_office)
    assert build_day(frozen_clock.at.date(), frozen_clock.at).packages == 1
    assert served(bank, frozen_clock) == {edition.pk}


def test_a_branch_with_a_programme_has_a_package_that_holds_what_it_inherits(
    bank: Bank, frozen_clock: FrozenClock
) -> None:
    inherited = head_office_entry(bank)
    local = ProgrammeFactory(branch=bank.tree.east)
    EntryFactory(programme=local, slot=Slot.NOON, kinds=[PRODUCT_ANALYSIS.code])
    brief = issue_edition(branch=bank.tree.head_office)
    analysis = issue_edition(branch=bank.tree.east, kind=PRODUCT_ANALYSIS.code)
    foreign = issue_edition(branch=bank.tree.west, kind=PRODUCT_ANALYSIS.code)
    build_day(frozen_clock.at.date(), frozen_clock.at)
    assert served(bank, frozen_clock) == {brief.pk, analysis.pk}
    assert not PackageItem.objects.filter(edition=foreign).exists()
    EntryFactory(programme=local, mode=EntryMode.LEAVE_OUT, replaces=inherited)
    build_day(frozen_clock.at.date(), frozen_clock.at)
    assert served(bank, frozen_clock) == {analysis.pk}


def test_an_edition_of_the_branch_itself_goes_before_the_head_offices(
    bank: Bank, frozen_clock: FrozenClock
) -> None:
    head_office_entry(bank)
    own = issue_edition(branch=bank.tree.east)
    issue_edition(branch=bank.tree.head_office, at=frozen_clock.advance(minutes=1))
    assert build_day(frozen_clock.at.date(), frozen_clock.at).packages == 2
    assert served(bank, frozen_clock) == {own.pk}
    recall_edition(own)
    assert build_day(frozen_clock.at.date(), frozen_clock.at).packages == 1
    assert not Package.objects.filter(branch=bank.tree.east).exists()


def test_what_was_done_by_hand_is_kept(bank: Bank, frozen_clock: FrozenClock) -> None:
    head_office_entry(bank)
    owner, day = bank.tree.head_office, frozen_clock.at.date()
    first = issue_edition(branch=owner, title="第一篇")
    build_day(day, frozen_clock.at)
    package = Package.objects.get()
    by_hand = issue_edition(branch=owner, kind=PRODUCT_ANALYSIS.code, title="手工放入")
    PackageItem.objects.create(package=package, edition=by_hand, slot=Slot.NOON)
    package.items.get(edition=first).delete()
    PackageLeftOut.objects.create(package=package, edition=first)
    second = issue_edition(branch=owner, title="第二篇")
    build_day(day, frozen_clock.at)
    assert set(titles(owner, day)) == {"手工放入", "第二篇"}
    recall_edition(second)
    ProgrammeEntry.objects.all().delete()
    build_day(day, frozen_clock.at)
    assert titles(owner, day) == ["手工放入"]


def test_a_package_made_by_hand_is_left_alone_and_not_repeated(bank: Bank, frozen_clock: FrozenClock) -> None:
    head_office_entry(bank)
    brief = issue_edition(branch=bank.tree.head_office)
    by_hand = PackageFactory(branch=bank.tree.head_office, editions=(brief,), title="手工包")
    build_day(frozen_clock.at.date(), frozen_clock.at)
    assert PackageItem.objects.get().package == by_hand
    assert served(bank, frozen_clock) == {brief.pk}


def test_nothing_of_a_programme_out_of_use_or_over_is_built(bank: Bank, frozen_clock: FrozenClock) -> None:
    day = frozen_clock.at.date()
    entry = head_office_entry(bank)
    issue_edition(branch=bank.tree.head_office)
    build_day(day, frozen_clock.at)
    assert Package.objects.count() == 1
    entry.programme.ends = day - timedelta(days=1)
    entry.programme.save()
    build_day(day, frozen_clock.at)
    assert not Package.objects.exists()
    EntryFactory(programme=ProgrammeFactory(branch=bank.tree.head_office, is_active=False))
    EntryFactory(programme=ProgrammeFactory(branch=bank.tree.head_office, starts=day + timedelta(days=1)))
    assert build_day(day, frozen_clock.at).packages == 0


def test_what_was_shown_yesterday_gives_way(bank: Bank, frozen_clock: FrozenClock) -> None:
    head_office_entry(bank, weekday="1")
    head_office_programme = ProgrammeEntry.objects.get().programme
    EntryFactory(programme=head_office_programme, weekday="2")
    two_days = {"valid_until": frozen_clock.at + timedelta(days=3)}
    issue_edition(branch=bank.tree.head_office, title="较早", **two_days)
    issue_edition(branch=bank.tree.head_office, title="较新", at=frozen_clock.advance(minutes=1), **two_days)
    monday = frozen_clock.at.date()
    for day in (monday, monday + timedelta(days=1)):
        build_day(day, frozen_clock.at)
    assert titles(bank.tree.head_office, monday) == ["较新"]
    assert titles(bank.tree.head_office, monday + timedelta(days=1)) == ["较早"]


def test_tags_and_columns_of_the_piece_count(bank: Bank, frozen_clock: FrozenClock) -> None:
    head_office_entry(bank, kinds=[], tags=["spring"])
    plain = make_component(branch=bank.tree.head_office, title="没有标签")
    tagged = make_component(branch=bank.tree.head_office, title="有标签")
    ComponentTag.objects.create(component=tagged, tag=TagFactory(code="spring"))
    for component in (plain, tagged):
        issue_edition(component=component)
    build_day(frozen_clock.at.date(), frozen_clock.at)
    assert titles(bank.tree.head_office, frozen_clock.at.date()) == ["有标签"]


def test_tampered_bytes_are_not_laid_out(bank: Bank, frozen_clock: FrozenClock) -> None:
    head_office_entry(bank)
    edition = issue_edition(branch=bank.tree.head_office)
    immutability.uninstall(connection)
    Candidate.objects.filter(pk=edition.candidate_id).update(document=b"{}")
    immutability.install(connection)
    assert build_day(frozen_clock.at.date(), frozen_clock.at).told[0].troubles == (
        Trouble("awaited", "morning", ProgrammeEntry.objects.get().pk),
    )


def test_a_brief_for_other_customers_does_not_end_the_waiting(bank: Bank, frozen_clock: FrozenClock) -> None:
    head_office_entry(bank, segments=[Segment.PAYROLL])
    issue_edition(branch=bank.tree.head_office, segments=[Segment.CREDIT_CARD])
    build_day(frozen_clock.at.date(), frozen_clock.at)
    found = day_of(bank.manager, frozen_clock.at.date(), frozen_clock.at)
    assert (found.items, found.awaited) == ((), (Awaited("morning", "morning_brief"),))


def test_what_is_wrong_above_is_not_told_below(bank: Bank, frozen_clock: FrozenClock) -> None:
    missing = head_office_entry(bank, kinds=[PRODUCT_ANALYSIS.code])
    local = EntryFactory(
        programme=ProgrammeFactory(branch=bank.tree.east), slot=Slot.NOON, kinds=[PRODUCT_ANALYSIS.code]
    )
    told = build_day(frozen_clock.at.date(), frozen_clock.at).told
    assert {one.branch: one.troubles for one in told} == {
        bank.tree.head_office.pk: (Trouble("nothing", "morning", missing.pk),),
        bank.tree.east.pk: (Trouble("nothing", "noon", local.pk),),
    }


def test_a_day_counts_as_built_when_all_is_done(bank: Bank, frozen_clock: FrozenClock) -> None:
    build_day(frozen_clock.at.date(), frozen_clock.at)
    made = PackageDay.objects.get()
    assert (made.is_stale, made.built_at) == (False, frozen_clock.at)


@pytest.mark.parametrize("branches", [1, 20])
def test_reading_does_not_grow_with_branches(bank: Bank, frozen_clock: FrozenClock, branches: int) -> None:
    entry = head_office_entry(bank, kinds=[MORNING_BRIEF.code])
    issue_edition(branch=bank.tree.head_office)
    for _ in range(branches):
        branch = BranchFactory(parent=bank.tree.head_office)
        EntryFactory(programme=ProgrammeFactory(branch=branch), slot=Slot.NOON)
        UserFactory(editor=True, branch=branch)
    build_day(frozen_clock.at.date(), frozen_clock.at)
    assert Package.objects.count() == branches + 1
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert build_day(frozen_clock.at.date(), frozen_clock.at).changed == 0
    assert len(queries) == 16
    assert entry.programme.branch == bank.tree.head_office
