"""The gate as a pull meets it: what is refused, with words that say what would be allowed and when."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings

from content.kinds import PRODUCT_ANALYSIS
from core import clock
from distribution.actions.lapse import lapse_due
from distribution.actions.pull import Locked
from distribution.domain.gate import Lock
from distribution.enums import PullStatus
from distribution.models import Pull, PullCounter
from people.enums import QualificationKind
from people.models import Qualification
from tests.conftest import SHANGHAI, FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import ProductFactory
from tests.factories.distribution import pull_edition
from tests.factories.people import QualificationFactory, UserFactory
from tests.factories.review import issue_edition

GREETING = "您好，今日要点请查收。以上信息仅供参考，不构成任何投资建议。"


def refusal_of(bank: Bank, edition: object, **order: str) -> Locked:
    with pytest.raises(Locked) as refusal:
        pull_edition(edition, bank.manager, **order)  # type: ignore[arg-type]
    assert not Pull.objects.exists()
    assert not PullCounter.objects.exists()
    return refusal.value


def test_messages_to_the_elderly_wait_for_nine(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office,
        segments=["elderly"],
        texts={"one_to_one": GREETING, "moments": GREETING},
    )
    refused = refusal_of(bank, edition, channel="one_to_one", segment="elderly")
    assert refused.lock is Lock.OUTSIDE_WINDOW
    assert "9:00" in str(refused)
    assert pull_edition(edition, bank.manager, channel="moments", segment="elderly").channel == "moments"
    frozen_clock.move_to(datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI))
    assert pull_edition(edition, bank.manager, channel="one_to_one", segment="elderly").segment == "elderly"


def test_after_the_last_window_it_says_tomorrow(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office,
        segments=["elderly"],
        texts={"one_to_one": GREETING},
        valid_until=datetime(2026, 3, 4, 8, 0, tzinfo=SHANGHAI),
    )
    frozen_clock.move_to(datetime(2026, 3, 2, 22, 30, tzinfo=SHANGHAI))
    refused = refusal_of(bank, edition, channel="one_to_one", segment="elderly")
    assert "明日 9:00" in str(refused)


def test_without_the_qualification_an_offer_is_locked_with_the_way_to_it(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code)
    Qualification.objects.filter(user=bank.manager).delete()
    refused = refusal_of(bank, edition, channel="moments")
    assert refused.lock is Lock.UNQUALIFIED
    needed = QualificationKind.WEALTH
    assert str(needed.label) in str(refused)
    assert settings.ARMOURY_QUALIFICATION_CONTACT in str(refused)
    QualificationFactory(user=bank.manager, kind=needed)
    assert pull_edition(edition, bank.manager, channel="moments").channel == "moments"


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), True),
        (date(2026, 3, 3), None, False),
        (date(2025, 1, 1), date(2026, 3, 1), False),
        (date(2025, 1, 1), None, True),
    ],
)
def test_a_qualification_holds_on_its_days(bank: Bank, begins: date, ends: date | None, holds: bool) -> None:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code)
    Qualification.objects.filter(user=bank.manager).delete()
    QualificationFactory(
        user=bank.manager, kind=QualificationKind.WEALTH, valid_from=begins, valid_until=ends
    )
    if holds:
        assert pull_edition(edition, bank.manager).day == date(2026, 3, 2)
    else:
        assert refusal_of(bank, edition).lock is Lock.UNQUALIFIED


def test_anothers_qualification_helps_nothing(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code)
    UserFactory(manager=True, branch=bank.tree.east_sub)
    Qualification.objects.filter(user=bank.manager).delete()
    assert refusal_of(bank, edition).lock is Lock.UNQUALIFIED


def test_what_is_raised_privately_stays_out_of_public(bank: Bank) -> None:
    product = ProductFactory(is_private=True)
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, product=product)
    assert edition.content["product"]["is_private"] is True
    assert refusal_of(bank, edition, channel="moments").lock is Lock.PRIVATE_IN_PUBLIC


def test_a_lapse_gives_back_the_places_of_every_limit(bank: Bank) -> None:
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    counters = PullCounter.objects.order_by("limit")
    assert [(one.limit, one.day, one.used) for one in counters] == [
        ("moments_day", date(2026, 3, 2), 1),
        ("moments_month", date(2026, 3, 1), 1),
        ("segment_day", date(2026, 3, 2), 1),
    ]
    lapse_due(clock.now() + timedelta(hours=24))
    made.refresh_from_db()
    assert made.status == PullStatus.LAPSED
    assert set(PullCounter.objects.values_list("used", flat=True)) == {0}


def test_a_manager_moved_at_noon_keeps_the_days_count(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    first = pull_edition(edition, bank.manager)
    bank.manager.branch = bank.tree.west
    bank.manager.save()
    second = pull_edition(edition, bank.manager)
    assert (first.branch, second.branch) == (bank.tree.east_sub, bank.tree.west)
    assert PullCounter.objects.get(limit="segment_day").used == 2
