"""What is wrong, or comes twice, or in the middle of something: clear words, no double count, nothing stale.

Beside these: a programme that stands for itself (domain/programmes/test_grid.py,
viewsets/test_programmes.py), a slot across midnight (portal/test_slots.py, portal/test_today.py), a tampered
link (portal/test_following.py), an edition recalled while its slot is on the screen (portal/test_slots.py).
"""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from content.enums import Segment
from content.kinds import PRODUCT_ANALYSIS
from distribution.actions.build_packages import build_day
from distribution.models import PackageItem, Pull, PullCounter
from distribution.models.programme import MOST_AT_ONCE
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import EntryFactory, ProgrammeFactory
from tests.factories.review import issue_edition


def test_an_entry_for_everything_lays_out_no_more_than_allowed_and_nothing_foreign(
    bank: Bank, frozen_clock: FrozenClock, manager_client: Client
) -> None:
    programme = ProgrammeFactory(branch=bank.tree.head_office)
    EntryFactory(programme=programme, kinds=[], how_many=MOST_AT_ONCE)
    own = {issue_edition(branch=bank.tree.head_office).pk for _ in range(MOST_AT_ONCE + 2)}
    issue_edition(branch=bank.tree.west, title="西城分行的早报")
    build_day(frozen_clock.at.date(), frozen_clock.at)
    laid = list(
        PackageItem.objects.filter(package__branch=bank.tree.head_office).values_list("edition", flat=True)
    )
    assert len(laid) == len(set(laid)) == MOST_AT_ONCE
    assert own.issuperset(laid)
    assert "西城分行的早报" not in manager_client.get(reverse("home")).content.decode()


def test_entries_for_everything_twice_lay_each_edition_out_once(
    bank: Bank, frozen_clock: FrozenClock
) -> None:
    programme = ProgrammeFactory(branch=bank.tree.head_office)
    for _ in range(2):
        EntryFactory(programme=programme, kinds=[], how_many=MOST_AT_ONCE)
    editions = {issue_edition(branch=bank.tree.head_office).pk for _ in range(3)}
    build_day(frozen_clock.at.date(), frozen_clock.at)
    assert sorted(PackageItem.objects.values_list("edition", flat=True)) == sorted(editions)


def test_an_entry_for_nothing_lays_out_nothing_and_the_day_is_served(
    bank: Bank, frozen_clock: FrozenClock, manager_client: Client
) -> None:
    programme = ProgrammeFactory(branch=bank.tree.head_office)
    entry = EntryFactory(programme=programme, kinds=[PRODUCT_ANALYSIS.code], segments=[Segment.PAYROLL])
    issue_edition(branch=bank.tree.head_office, title="不符合条件的早报")
    built = build_day(frozen_clock.at.date(), frozen_clock.at)
    assert not PackageItem.objects.exists()
    troubles = [trouble for told in built.told for trouble in told.troubles]
    assert [trouble.entry for trouble in troubles] == [entry.pk]
    answer = manager_client.get(reverse("home"))
    assert answer.status_code == 200
    assert "不符合条件的早报" not in answer.content.decode()


def test_a_manager_moved_at_noon_gets_the_new_branchs_pieces_and_none_of_the_old(
    bank: Bank, frozen_clock: FrozenClock, manager_client: Client
) -> None:
    """What was open on the screen since the morning is refused too, and says no more than that."""
    old = issue_edition(branch=bank.tree.east, title="东城分行的早报")
    new = issue_edition(branch=bank.tree.west, title="西城分行的早报")
    for branch in (bank.tree.east, bank.tree.west):
        EntryFactory(programme=ProgrammeFactory(branch=branch))
    build_day(frozen_clock.at.date(), frozen_clock.at)
    assert "东城分行的早报" in manager_client.get(reverse("home")).content.decode()
    bank.manager.branch = bank.tree.west
    bank.manager.save()
    tap = {"channel": "moments", "segment": "credit_card", "request_key": uuid4()}
    refused = manager_client.post(reverse("take", args=[old.public_id]), tap)
    assert refused.status_code == 404
    assert "东城分行的早报" not in refused.content.decode()
    page = manager_client.get(reverse("home")).content.decode()
    assert "西城分行的早报" in page
    assert "东城分行的早报" not in page
    manager_client.post(reverse("take", args=[new.public_id]), tap)
    assert [pull.edition_id for pull in Pull.objects.all()] == [new.pk]


def test_the_same_pull_ten_times_counts_once_and_gives_the_same_bytes(
    bank: Bank, manager_client: Client
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    tap = {"channel": "moments", "segment": "credit_card", "request_key": uuid4()}
    answers = {
        manager_client.post(reverse("take", args=[edition.public_id]), tap)["Location"] for _ in range(10)
    }
    assert answers == {reverse("taken", args=[Pull.objects.get().public_id])}
    assert set(PullCounter.objects.values_list("used", flat=True)) == {1}
