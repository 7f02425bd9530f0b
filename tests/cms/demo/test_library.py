"""What the demo shows on its first day at ten, read from one seeding."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cms.demo import seed
from cms.demo.stories import newest_edition
from cms.demo.writing import stable_id
from content.domain.document import channel_texts
from content.models import Component
from core import clock
from core.models import LedgerRecord
from core.queries import ledger
from distribution.enums import RecallOutcome
from distribution.models import RecallTask
from distribution.queries.editions import visible_editions
from distribution.queries.today import laid_out
from people.models import User
from review.actions.prepare import prepare
from review.enums import CaseStatus, EditionStatus
from review.models import Case, Edition
from tests.conftest import SHANGHAI, FrozenClock

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Seed once for all tests of this module, which only read."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(clock, "system_now", FrozenClock(TEN))
        seed.seed()
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def titles_of(user: str) -> set[str]:
    """Return what somebody may use now."""
    found = visible_editions(User.objects.get(username=user), clock.now())
    return set(found.values_list("title", flat=True))


def test_the_ledger_holds_and_agrees() -> None:
    assert list(ledger.verify()) == []
    assert list(ledger.disagreements()) == []


def test_what_is_issued_may_be_read_and_has_passed_screening() -> None:
    issued = Edition.objects.filter(status=EditionStatus.ISSUED)
    assert set(Edition.objects.readable(TEN)) == set(issued)
    for edition in Edition.objects.all():
        assert edition.content["title"] == edition.title
        assert edition.candidate.screening.outcome.findings == ()


def test_a_high_risk_fund_goes_one_to_one_after_three_levels() -> None:
    edition = newest_edition("fund-tech")
    assert edition is not None
    assert [one.channel for one in channel_texts(edition.content)] == ["one_to_one"]
    levels = list(edition.case.decisions.values_list("level", "officer__username"))
    assert levels == [("compliance", "officer"), ("consumer_protection", "consumer"), ("legal", "legal")]


def test_the_successor_has_taken_its_place() -> None:
    edition = newest_edition("cd-3y")
    assert edition is not None
    assert edition.supersedes is not None
    assert edition.supersedes.status == EditionStatus.SUPERSEDED
    assert "1.75%" in channel_texts(edition.content)[0].text


def test_a_branchs_piece_is_hidden_from_the_other_branch() -> None:
    assert titles_of("manager") - titles_of("manager2") == {"江畔小课堂：整存整取怎么存"}
    assert len(titles_of("manager2")) == 5


def test_the_recall_asks_the_manager_who_pulled() -> None:
    task = RecallTask.objects.get()
    assert (task.manager.username, task.outcome) == ("manager", RecallOutcome.PENDING)
    assert task.recall.edition == newest_edition("cash-daily")


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("blocked-flash-sale", {"GUA-001", "IND-002", "IND-019", "DISC-001"}),
        ("blocked-prize", {"IND-014", "ABS-015"}),
    ],
)
def test_what_the_law_forbids_is_blocked(code: str, rules: set[str]) -> None:
    component = Component.objects.get(public_id=stable_id(code))
    assert {finding.rule for finding in prepare(component, TEN).screening.blocking} == rules
    assert not component.candidates.exists()


def test_a_mere_warning_may_be_justified_and_still_refused() -> None:
    case = Case.objects.get(status=CaseStatus.REFUSED)
    assert {finding.rule for finding in case.candidate.screening.outcome.warnings} == {"IND-003"}
    assert set(case.candidate.justifications.values()) == {"“午间快闪”是栏目名称，内容没有催促购买。"}
    assert "不进“快闪”一类的限时栏目" in case.decisions.get().reasons


def test_one_case_waits_at_each_of_two_levels() -> None:
    waiting = Case.objects.filter(status=CaseStatus.OPEN).values_list("current_level", flat=True)
    assert sorted(waiting) == ["compliance", "consumer_protection"]


def test_todays_package_is_served_by_slot() -> None:
    served = laid_out(User.objects.get(username="manager"), TEN.date(), TEN)
    titles = dict(Edition.objects.values_list("pk", "title"))
    assert [(place.slot, titles[place.edition_id]) for place in served] == [
        ("morning", "晨间财经早报 3月2日"),
        ("morning", "给九十天后的自己：示范稳盈90天"),
        ("noon", "股债之间求个均衡：示范均衡混合基金"),
        ("evening", "三年之约慢慢来：示范大额存单（利率更新）"),
        ("noon", "江畔小课堂：整存整取怎么存"),
    ]


def test_everything_happened_in_the_past_and_nobody_decided_before_it_was_written() -> None:
    assert LedgerRecord.objects.latest("at").at == TEN
    for case in Case.objects.select_related("candidate__component"):
        assert case.candidate.component.created_at <= case.opened_at <= TEN


def test_everybody_can_log_in(client: Client) -> None:
    for login in seed.LOGINS:
        validate_password(login.password)
        assert (
            client.post("/login/", {"username": login.username, "password": login.password}).status_code
            == 302
        )
        client.logout()
    assert {login.username for login in seed.LOGINS if login.where == "/"} == {"manager", "manager2"}
