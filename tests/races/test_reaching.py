"""Customers whom several managers reach are counted exactly, however many pull at once."""

from collections import Counter

from core import clock
from distribution.actions.lapse import lapse_due
from distribution.actions.pull import Unreachable
from distribution.models import Contact, CustomerCounter, Pull
from people.enums import Role
from tests.factories.distribution import reach_of, set_limit
from tests.factories.review import issue_edition
from tests.races.conftest import Bank
from tests.races.runners import ROUNDS, crew
from tests.races.test_pulling import ordering

MOST = 2
MANAGERS = 4
FEWER_ROUNDS = max(1, ROUNDS // 20)


def test_no_shared_customer_gets_more_than_the_limit(bank: Bank, report: Counter) -> None:
    """Each manager has one customer of their own and three that all share, in another order each time."""
    set_limit("moments_day", str(MOST))
    edition = issue_edition(component=bank.piece())
    with crew(MANAGERS) as runners:
        for number in range(FEWER_ROUNDS):
            managers = [bank.staff(Role.MANAGER) for _one in range(MANAGERS)]
            shared = [f"shared {number} {one}" for one in range(3)]
            for manager in managers:
                own = f"own {manager.pk}"
                reach_of(manager, dict.fromkeys([*shared, own][:: 1 if manager.pk % 2 else -1], ""))
            answers = runners.together(*(ordering(edition, manager) for manager in managers))
            assert all(isinstance(answer, Pull) for answer in answers), answers
            reached = sorted(answer.reached for answer in answers)
            assert reached == [1] * (MANAGERS - MOST) + [4] * MOST
            report[str(reached)] += 1
    assert set(CustomerCounter.objects.filter(limit="moments_day").values_list("used", flat=True)) == {
        1,
        MOST,
    }


def test_a_lapse_against_a_pull_for_the_same_customer(bank: Bank, report: Counter, settings: object) -> None:
    settings.ARMOURY_PULL_LAPSES_AFTER_HOURS = 0  # type: ignore[attr-defined]
    set_limit("moments_day", "1")
    edition = issue_edition(component=bank.piece())
    with crew(2) as runners:
        for number in range(FEWER_ROUNDS):
            first, second = (bank.staff(Role.MANAGER) for _one in range(2))
            for manager in (first, second):
                reach_of(manager, {f"customer {number}": ""})
            ordering(edition, first)()
            answer, _lapsed = runners.together(ordering(edition, second), lambda: lapse_due(clock.now()))
            held = Contact.objects.filter(pull__manager=second).count()
            if isinstance(answer, Unreachable):
                assert held == 0
            else:
                assert isinstance(answer, Pull), answer
            report[type(answer).__name__] += 1
            lapse_due(clock.now())
            assert set(CustomerCounter.objects.values_list("used", flat=True)) <= {0}
            assert not Contact.objects.exists()
