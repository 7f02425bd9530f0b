import pytest

from core import clock
from core.actions import Refused
from core.models import LedgerRecord
from distribution.actions.places import LimitReached
from distribution.actions.set_rule import set_rule
from distribution.models import PullCounter, SendingRule
from distribution.queries.limits import manager_day
from distribution.queries.rules import CODES, FREE_OPENING, rules_in_force
from people.enums import Role
from tests.distribution.conftest import Bank
from tests.factories.distribution import pull_edition, set_limit
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition


def test_what_is_set_holds_at_once_and_is_on_record(bank: Bank) -> None:
    operator = UserFactory(operator=True, branch=bank.tree.head_office)
    before = rules_in_force().by_code["moments_day"].value
    set_rule("moments_day", "2", "实测", actor=operator, at=clock.now())
    rule = rules_in_force().by_code["moments_day"]
    assert (rule.value, rule.source, rule.set_by) == ("2", "实测", str(operator))
    record = LedgerRecord.objects.get(event="rule.set")
    assert record.subject == "rule:moments_day"
    assert bytes(record.payload).decode().count(f'"before":"{before}"') == 1
    edition = issue_edition(branch=bank.tree.head_office)
    for _number in range(2):
        pull_edition(edition, bank.manager)
    with pytest.raises(LimitReached) as refusal:
        pull_edition(edition, bank.manager)
    assert refusal.value.limit == "moments_day"
    assert "2" in str(refusal.value)
    assert "明日" in str(refusal.value)
    assert set(PullCounter.objects.values_list("used", flat=True)) == {2}


def test_everything_is_counted_so_a_later_limit_holds_at_once(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    pull_edition(edition, bank.manager)
    set_limit("moments_month", "1")
    with pytest.raises(LimitReached) as refusal:
        pull_edition(edition, bank.manager)
    assert (refusal.value.limit, "2026-04-01" in str(refusal.value)) == ("moments_month", True)


def test_channels_are_counted_apart(bank: Bank) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office,
        texts={
            "moments": "朋友圈。以上信息仅供参考，不构成任何投资建议。",
            "one_to_one": "您好。以上信息仅供参考，不构成任何投资建议。",
        },
    )
    set_limit("moments_day", "1")
    pull_edition(edition, bank.manager)
    own = manager_day(bank.manager, clock.now())
    assert (own.places_left("credit_card", "moments"), own.places_left("credit_card", "one_to_one")) == (0, 5)
    pull_edition(edition, bank.manager, channel="one_to_one")


def test_a_limit_may_be_taken_away(bank: Bank) -> None:
    set_limit("segment_day", "unlimited")
    own = manager_day(bank.manager, clock.now())
    assert own.places_left("payroll", "moments") is None
    assert own.full_segments() == frozenset()


def test_windows_are_set_as_people_write_them(bank: Bank) -> None:
    operator = UserFactory(operator=True, branch=bank.tree.head_office)
    set_rule("windows_payroll", "12:00-13:00", "行内规定", actor=operator, at=clock.now())
    assert len(rules_in_force().windows("payroll")) == 1


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("moments_week", "3"),
        ("moments_day", "many"),
        ("moments_day", "-1"),
        ("windows_payroll", "x"),
        ("free_opening", "x"),
    ],
)
def test_what_cannot_be_read_is_not_set(bank: Bank, code: str, value: str) -> None:
    operator = UserFactory(operator=True, branch=bank.tree.head_office)
    with pytest.raises(ValueError, match=r".*"):
        set_rule(code, value, "x", actor=operator, at=clock.now())
    assert not SendingRule.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR])
def test_other_roles_set_nothing(bank: Bank, role: Role) -> None:
    actor = UserFactory(roles=[role], branch=bank.tree.head_office)
    with pytest.raises(Refused):
        set_rule("moments_day", "9", "x", actor=actor, at=clock.now())
    assert not SendingRule.objects.exists()
    assert LedgerRecord.objects.filter(event="attempt.refused", subject="rule:moments_day").count() == 1


def test_a_branchs_operator_sets_nothing(bank: Bank) -> None:
    actor = UserFactory(operator=True, branch=bank.tree.east)
    with pytest.raises(Refused):
        set_rule("moments_day", "9", "x", actor=actor, at=clock.now())
    assert not SendingRule.objects.exists()


def test_the_delivered_values_can_be_read(bank: Bank) -> None:
    own = manager_day(bank.manager, clock.now())
    rules = rules_in_force()
    assert set(rules.by_code) == set(CODES)
    assert not rules.allows_free_openings
    for code in set(CODES) - {FREE_OPENING}:
        if code.startswith("windows_"):
            rules.windows(code.removeprefix("windows_"))
        else:
            rules.allowance(code, own.day)
        assert rules.by_code[code].source
