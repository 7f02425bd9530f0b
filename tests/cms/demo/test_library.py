"""What the demo shows on its first day at ten, read from one seeding."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cms.demo import seed
from cms.demo.reading import pieces
from cms.demo.stories import newest_edition
from cms.demo.writing import stable_id
from content.domain.cited_facts import cited_facts
from content.domain.document import channel_texts, passages
from content.enums import (
    ColumnOccasion,
    CustomerEvent,
    Game,
    LifeScene,
    PersonaType,
    ScriptScene,
    Weekday,
)
from content.kinds import KINDS
from content.models import CalendarYear, Component, Fact, Festival, WeeklyColumn
from content.queries.freezing import document_of
from core import clock
from core.models import LedgerRecord
from core.queries import ledger
from distribution.enums import RecallOutcome
from distribution.models import RecallTask
from distribution.queries.editions import visible_editions
from distribution.queries.today import laid_out
from people.enums import Role
from people.models import User
from review.actions.prepare import prepare
from review.enums import CaseStatus, EditionPhase, EditionStatus, Level, Verdict
from review.models import Candidate, Case, Decision, Edition, Recall
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
    begun = Edition.objects.filter(status=EditionStatus.ISSUED, valid_from__lte=TEN)
    assert set(Edition.objects.readable(TEN)) == set(begun)
    assert Edition.objects.filter(valid_from__gt=TEN).exists()
    for edition in Edition.objects.all():
        assert edition.content["title"] == edition.title
        assert edition.candidate.screening.outcome.verdict == "pass"


def test_a_high_risk_fund_goes_one_to_one_after_three_levels() -> None:
    edition = newest_edition("fund-tech")
    assert edition is not None
    assert [one.channel for one in channel_texts(edition.content)] == ["one_to_one"]
    levels = list(edition.case.decisions.values_list("level", "officer__username"))
    assert levels == [("compliance", "officer"), ("consumer_protection", "consumer"), ("legal", "legal")]


def test_every_kind_and_every_state_is_there() -> None:
    found = Component.objects.values_list("kind", flat=True)
    assert set(found) == {kind.code for kind in KINDS}
    assert len(found) == 175
    assert set(Edition.objects.values_list("status", flat=True)) == set(EditionStatus) - {
        EditionStatus.SUSPENDED
    }
    assert {one.phase(TEN) for one in Edition.objects.all()} == set(EditionPhase)
    assert set(Case.objects.values_list("status", flat=True)) == set(CaseStatus)


def test_every_code_that_sorts_pieces_is_told_by_one() -> None:
    """Of each enum every member: twelve personas, scenes of scripts and of life, games, events, weekdays."""
    for kind, block, member, codes in (
        ("persona_template", "persona", "persona_type", PersonaType),
        ("script", "script_scene", "script_scene", ScriptScene),
        ("activity_kit", "game", "game", Game),
        ("hotspot_guide", "customer_event", "customer_event", CustomerEvent),
        ("life_scene", "life_scene", "life_scene", LifeScene),
        ("calendar_column", "column", "occasion", ColumnOccasion),
    ):
        told = {one.body[block][member] for one in pieces() if one.kind == kind}
        assert told == set(codes), kind
    weekdays = {one.body["column"].get("weekday") for one in pieces() if one.kind == "calendar_column"}
    assert weekdays == {*Weekday, None}


def test_each_branch_has_staff_of_every_role() -> None:
    roles = {
        branch: set(
            User.objects.filter(branch__code__startswith=branch).values_list("groups__name", flat=True)
        )
        for branch in ("HO", "BJ01", "YL01", "QY01")
    }
    assert roles["HO"] == set(Role)
    for branch in ("BJ01", "YL01", "QY01"):
        assert roles[branch] == set(Role) - {Role.ADMINISTRATOR}


def test_every_draft_reads_clean_or_is_meant_to_be_blocked() -> None:
    for component in Component.objects.filter(candidates__isnull=True):
        blocked = {stable_id("blocked-flash-sale"), stable_id("blocked-prize")}
        found = prepare(component, TEN).screening.blocking
        assert bool(found) == (component.public_id in blocked), component.title


def test_no_text_keeps_a_name_or_a_date_to_be_filled_in() -> None:
    for component in Component.objects.all():
        draft = component.get_latest_revision_as_object()
        for passage in passages(document_of(draft)):
            assert not set(passage.text) & set("<>{}"), passage.text


def test_facts_were_taken_in_by_head_office_before_any_piece_cites_them() -> None:
    assert set(Fact.objects.values_list("entered_by__username", flat=True)) == {"editor"}
    for candidate in Candidate.objects.all():
        for cited in cited_facts(candidate.content):
            assert Fact.objects.get(pk=cited["id"]).entered_at <= candidate.submitted_at


def test_the_columns_fit_their_weekdays() -> None:
    monday = set(
        Component.objects.filter(
            public_id__in=[stable_id("noon/2026-03-02"), stable_id("evening/2026-03-02")]
        ).values_list("title", flat=True)
    )
    assert all(title.startswith("周一") for title in monday)
    assert len(monday) == 2


def test_every_column_of_the_fortnight_is_filled_by_pieces_of_its_weekday() -> None:
    filled = Component.objects.exclude(column=None).select_related("column")
    assert {one.column.code for one in filled if one.column} == set(
        WeeklyColumn.objects.values_list("code", flat=True)
    )
    for one in filled:
        assert one.column is not None
        assert str(one.valid_from.astimezone(SHANGHAI).isoweekday()) == one.column.weekday


def test_the_calendar_knows_the_day_and_its_festivals() -> None:
    assert list(CalendarYear.objects.order_by("table").values_list("table", "year")) == [
        ("bank", 2026),
        ("exchange", 2026),
    ]
    assert Festival.objects.filter(name="春节").exists()


def test_the_successor_has_taken_its_place() -> None:
    edition = newest_edition("cd-3y")
    assert edition is not None
    assert edition.supersedes is not None
    assert edition.supersedes.status == EditionStatus.SUPERSEDED
    assert "1.75%" in channel_texts(edition.content)[0].text


def test_a_branchs_piece_is_hidden_from_the_other_branch() -> None:
    own = {"江畔小课堂：整存整取怎么存", "菜场：秋天的第一筐柿子", "线下活动：社区反诈小剧场"}
    assert titles_of("manager") - titles_of("manager2") == own
    assert titles_of("manager2") < titles_of("manager")


def test_the_recalls_ask_the_managers_who_pulled() -> None:
    asked = {(task.recall.edition, task.manager.username, task.outcome) for task in RecallTask.objects.all()}
    assert asked == {
        (newest_edition("cash-daily"), "manager", RecallOutcome.PENDING),
        (newest_edition("story/choir"), "bj0101-manager1", RecallOutcome.PENDING),
        (newest_edition("deal/seafood"), "qy0102-manager1", RecallOutcome.PENDING),
    }
    assert all(recall.reason and recall.correction for recall in Recall.objects.all())


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("blocked-flash-sale", {"GUA-001", "IND-002", "IND-019", "DISC-001", "DISC-015"}),
        ("blocked-prize", {"IND-014", "ABS-015", "PII-006", "PROM-002"}),
    ],
)
def test_what_the_law_forbids_is_blocked(code: str, rules: set[str]) -> None:
    component = Component.objects.get(public_id=stable_id(code))
    assert {finding.rule for finding in prepare(component, TEN).screening.blocking} == rules
    assert not component.candidates.exists()


def test_a_mere_warning_may_be_justified_and_still_refused() -> None:
    case = Case.objects.get(candidate__component__public_id=stable_id("refused-gold"))
    assert case.status == CaseStatus.REFUSED
    assert {finding.rule for finding in case.candidate.screening.outcome.warnings} == {"IND-003"}
    assert set(case.candidate.justifications.values()) == {"“午间快闪”是栏目名称，内容没有催促购买。"}
    assert "不进“快闪”一类的限时栏目" in case.decisions.get().reasons


def test_cases_wait_at_every_level_and_came_back_from_two() -> None:
    waiting = Case.objects.filter(status=CaseStatus.OPEN).values_list("current_level", flat=True)
    assert set(waiting) == set(Level)
    back = Decision.objects.filter(verdict=Verdict.RETURN)
    assert set(back.values_list("level", flat=True)) == {Level.COMPLIANCE, Level.CONSUMER_PROTECTION}
    assert all(back.values_list("reasons", flat=True))


def test_todays_package_is_served_by_slot() -> None:
    served = laid_out(User.objects.get(username="manager"), TEN.date(), TEN)
    titles = dict(Edition.objects.values_list("pk", "title"))
    assert [(place.slot, titles[place.edition_id]) for place in served] == [
        ("morning", "晨间财经早报 3月2日"),
        ("morning", "给九十天后的自己：示范稳盈90天"),
        ("noon", "周一元气早午餐：示范豆浆铺套餐立减"),
        ("noon", "股债之间求个均衡：示范均衡混合基金"),
        ("evening", "周一记账话题：这个月哪笔钱花得值"),
        ("evening", "三年之约慢慢来：示范大额存单（利率更新）"),
        ("noon", "江畔小课堂：整存整取怎么存"),
        ("evening", "菜场：秋天的第一筐柿子"),
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
    assert len(seed.LOGINS) == 12
