"""What the demo shows on its first day at ten, read from one seeding."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

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
from content.domain.links import actions
from content.domain.merge import SAMPLE, filled
from content.domain.three_way import Side
from content.enums import (
    ColumnOccasion,
    ComponentState,
    CustomerEvent,
    Game,
    LifeScene,
    Origin,
    PersonaType,
    ScriptScene,
    Weekday,
)
from content.forms.import_words import words_of_flaws
from content.forms.unsaved import read_unsaved
from content.kinds import KINDS
from content.models import (
    BranchCopy,
    CalendarYear,
    Component,
    Fact,
    Festival,
    Import,
    LibraryDocument,
    SavedFilter,
    Story,
    Tag,
    WeeklyColumn,
)
from content.models.imports import ImportStatus
from content.queries.branch_copies import Standing, standing_of, update_of
from content.queries.freezing import document_of
from content.queries.imports import refused_rows
from content.queries.links import troubles
from core import clock
from core.models import LedgerRecord, OutboxMessage
from core.models.outbox import OutboxStatus
from core.queries import ledger
from distribution.enums import RecallOutcome
from distribution.models import OwnSearch, Pull, RecallTask
from distribution.queries.editions import visible_editions
from distribution.queries.today import laid_out
from people.enums import Role
from people.models import User
from review.actions import go_on_with_trial
from review.actions.prepare import prepare
from review.enums import (
    CaseStatus,
    EditionPhase,
    EditionStatus,
    LabelOrigin,
    LabelStatus,
    Level,
    RuleChangeVerb,
    Verdict,
)
from review.forms.submission import field_name
from review.models import (
    Candidate,
    Case,
    Decision,
    DraftJustification,
    Edition,
    LabelledSentence,
    Recall,
    RuleDraft,
)
from review.queries.rule_drafts import authors_of
from review.queries.rule_trials import deciding_trial
from review.queries.screening import subject_of
from search import index
from search.models import DictionaryEntry
from search.queries import drift
from search.queries.missed import missed_queries
from tests.conftest import SHANGHAI, FrozenClock
from tests.content.posting import form_data, posted

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
FORBIDDEN = {
    "blocked-flash-sale": {"GUA-001", "IND-002", "IND-019", "DISC-001", "DISC-015"},
    "blocked-prize": {"IND-014", "ABS-015", "PII-006", "PROM-002"},
    "blocked-returns": {
        *("ABS-003", "ABS-015", "ABS-021", "SUIT-002"),
        *("PERF-006", "PERF-007", "PERF-010", "PERF-011", "PERF-021"),
    },
    "blocked-customer": {"ABS-015", "GUA-011", "DISC-015"},
}
"""What the law forbids, and the rules that stop it: flash sale, prize, showing off, customer's praise."""


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
    assert len(found) == 201
    assert set(Edition.objects.values_list("status", flat=True)) == set(EditionStatus)
    assert {one.phase(TEN) for one in Edition.objects.all()} == set(EditionPhase)
    assert set(Case.objects.values_list("status", flat=True)) == set(CaseStatus)


def test_every_code_that_sorts_pieces_is_told_by_one() -> None:
    """Of each enum every member: twelve personas, scenes of scripts and of life, games, events, weekdays.

    A large inflow has no guide: it stands in the report of events that nothing fits.
    """
    for kind, block, member, codes in (
        ("persona_template", "persona", "persona_type", PersonaType),
        ("script", "script_scene", "script_scene", ScriptScene),
        ("activity_kit", "game", "game", Game),
        (
            "hotspot_guide",
            "customer_event",
            "customer_event",
            set(CustomerEvent) - {CustomerEvent.LARGE_INFLOW},
        ),
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
        blocked = {stable_id(code) for code in FORBIDDEN}
        found = prepare(component, TEN).screening.blocking
        assert bool(found) == (component.public_id in blocked), component.title


def test_no_text_keeps_a_name_or_a_date_to_be_filled_in() -> None:
    for component in Component.objects.all():
        draft = component.get_latest_revision_as_object()
        for passage in passages(document_of(draft)):
            assert not set(filled(passage.text, SAMPLE)) & set("<>{}"), passage.text


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
    own = {
        "江畔小课堂：整存整取怎么存",
        "江边健走：周末一起走三公里",
        "菜场：秋天的第一筐柿子",
        "线下活动：社区反诈小剧场",
    }
    assert titles_of("manager") - titles_of("manager2") == own
    assert titles_of("manager2") - titles_of("manager") == {"女儿的第一张储蓄卡"}


def test_the_recalls_ask_the_managers_who_pulled() -> None:
    asked = {(task.recall.edition, task.manager.username, task.outcome) for task in RecallTask.objects.all()}
    assert asked == {
        (newest_edition("cash-daily"), "manager", RecallOutcome.PENDING),
        (newest_edition("story/choir"), "bj0101-manager1", RecallOutcome.PENDING),
        (newest_edition("deal/seafood"), "qy0102-manager1", RecallOutcome.PENDING),
        (newest_edition("sent/square-dance"), "bj0101-manager1", RecallOutcome.PENDING),
    }
    assert all(recall.reason for recall in Recall.objects.all())
    uncorrected = Recall.objects.get(correction="")
    assert uncorrected.edition == newest_edition("sent/square-dance")


@pytest.mark.parametrize(("code", "rules"), FORBIDDEN.items())
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


def test_a_draft_says_why_its_warnings_may_stand_until_it_is_finished() -> None:
    component = Component.objects.get(public_id=stable_id("brief-draft"))
    warnings = prepare(component, TEN).screening.warnings
    assert "DISC-019" in {finding.rule for finding in warnings}
    kept = DraftJustification.objects.get()
    assert kept.component.pk == component.pk
    assert set(kept.words) == {field_name(finding) for finding in warnings}


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


def test_partner_material_is_issued_as_received_or_refused_with_its_letter_at_hand() -> None:
    issued = newest_edition("partner/fund-mix")
    assert issued is not None
    assert issued.content["partner"]["issuer"] == "示范基金管理有限公司"
    assert issued.valid_until.astimezone(SHANGHAI).date() <= TEN.date() + timedelta(days=61)
    refused = Case.objects.get(candidate__component__public_id=stable_id("partner/ins-term"))
    assert refused.status == CaseStatus.REFUSED
    assert "重新出函" in refused.decisions.get(verdict=Verdict.REFUSE).reasons
    numbers = Component.objects.filter(origin=Origin.PARTNER).values_list("approval_number", flat=True)
    letters = LibraryDocument.objects.values_list("title", flat=True)
    assert all(any(number in title for title in letters) for number in numbers)
    assert len(numbers) == len(letters) == 2


def test_every_tag_is_on_pieces_and_two_filters_find_some() -> None:
    counts = {tag.name: tag.tagged.count() for tag in Tag.objects.all()}
    assert set(counts) == {"开门红", "养老", "代发", "周末", "新客"}
    assert min(counts.values()) >= 4
    shared = {one.name: one.shared_with.code if one.shared_with else "" for one in SavedFilter.objects.all()}
    assert shared == {"正在审核的养老素材": "", "滨江还没提交的草稿": "BJ01"}
    for one in SavedFilter.objects.all():
        asked = dict(parse_qsl(one.query))
        found = Component.objects.overseen_by(one.owner).filter(state=asked["state"])
        if "tag" in asked:
            found = found.filter(tagged__tag=int(asked["tag"]))
        assert found.exists(), one.name


def test_one_copy_has_an_update_and_one_has_lost_its_source() -> None:
    copies = {copy.component.branch.code: copy for copy in BranchCopy.objects.all()}
    update = update_of(copies["BJ01"], copies["BJ01"].taken_by, TEN)
    assert update is not None
    assert {one.place: one.side for one in update.incoming} == {
        "body/not_when": Side.THEIRS,
        "channels/one_to_one": Side.CONFLICT,
    }
    assert standing_of(copies["QY01"], TEN) is Standing.OVER


def test_stories_stand_at_every_point_of_their_way() -> None:
    found = {
        story.consent_number[-2:]: (
            story.component.state,
            story.pictures.filter(erased_at=None).count(),
            story.component.maskings.count(),
        )
        for story in Story.objects.all()
    }
    assert found == {
        "11": (ComponentState.DRAFT, 1, 0),
        "12": (ComponentState.DRAFT, 0, 1),
        "13": (ComponentState.DRAFT, 0, 1),
        "14": (ComponentState.CLOSED, 0, 1),
    }
    ending = [one.holds_until for one in Story.objects.all() if (one.holds_until - TEN.date()).days <= 30]
    assert ending == [TEN.date() + timedelta(days=20)]
    withdrawn = newest_edition("sent/square-dance")
    assert withdrawn is not None
    assert withdrawn.status == EditionStatus.RECALLED


def test_an_import_took_eight_scripts_and_says_why_not_two() -> None:
    source = Import.objects.get()
    assert (source.file_name, source.status) == ("支行话术汇总.xlsx", ImportStatus.FINISHED)
    assert source.count() == {"waiting": 0, "taken": 8, "known": 0, "refused": 2}
    words = [
        words for row in refused_rows(source) for words in words_of_flaws(source.kind, row.number, row.flaws)
    ]
    assert len(words) == 3
    assert "冲业绩" in words[0]


def test_a_dead_link_was_suspended_and_one_waits_for_somebody() -> None:
    found = troubles(User.objects.get(username="editor"), TEN)
    assert [(one.piece.title, one.found) for one in found.dead] == [
        ("水费可以在手机上交吗？", "503"),
        ("公交月卡优惠在哪里登记？", "404"),
    ]
    assert [one.title for one in found.expiring] == ["江边健走：周末一起走三公里"]
    suspended = newest_edition("cta/bus-pass")
    assert suspended is not None
    assert suspended.status == EditionStatus.SUSPENDED
    assert set(Pull.objects.filter(edition=suspended).values_list("manager__username", flat=True)) == {
        "manager"
    }


def test_pieces_have_several_wordings_and_every_sort_of_way_onwards() -> None:
    documents = [edition.content for edition in Edition.objects.exclude(status=EditionStatus.RECALLED)]
    several = {one["title"] for one in documents if any(text.variants for text in channel_texts(one))}
    assert several == {
        "海报：陌生来电三不要",
        "给九十天后的自己：示范稳盈90天",
        "初次添加：让客户知道我是谁",
        "健身：练完再来一杯",
        "开场白：正文前面的一句话",
    }
    assert {one.kind for document in documents for _channel, one in actions(document)} == {
        "h5_link",
        "mini_program",
        "group_code",
    }


@pytest.mark.parametrize("words", ["zaobao", "养老", "LPR", "打新"])
def test_the_search_box_finds_something(words: str) -> None:
    assert not drift.missing(TEN).exists()
    assert not drift.ghosts(TEN).exists()
    manager = User.objects.get(username="manager")
    found = index.find(words, within=visible_editions(manager, TEN), at=TEN)
    assert found.total > 0


def test_editors_see_what_was_sought_in_vain_most_frequent_first() -> None:
    rows = [(one["query"], one["nothing"] + one["near"]) for one in missed_queries(TEN)]
    assert rows == [
        ("宠物医院优惠", 5),
        ("电动车充电桩分期", 3),
        ("婚庆季红包封面", 2),
        ("留学购汇", 2),
        ("房屋租赁备案", 1),
        ("汽车年检提醒", 1),
    ]


def test_what_the_editor_taught_the_dictionary_finds_something() -> None:
    lines = set(DictionaryEntry.objects.values_list("text", "saved_by__username"))
    assert lines == {(text, "editor") for text in ("慢读早报", "周五夜校", "健走 = 快走", "断舍离 > 极简")}
    manager = User.objects.get(username="manager")
    for word in ("快走", "断舍离"):
        assert index.find(word, within=visible_editions(manager, TEN), at=TEN).total > 0, word


def test_a_manager_finds_what_he_kept_and_sought() -> None:
    own = OwnSearch.objects.filter(manager__username="manager")
    assert [one.query for one in own.filter(is_saved=True)] == ["存单"]
    assert {"慢读早报", "退休", "开场白", "留学购汇"} <= set(own.values_list("query", flat=True))


def test_officers_said_what_screening_got_wrong_and_a_colleague_accepted_one() -> None:
    marks = LabelledSentence.objects.order_by("pk")
    assert list(marks.values_list("origin", "rule", "wanted", "status", "settled_by__username")) == [
        (LabelOrigin.FALSE_ALARM, "IND-003", "pass", LabelStatus.PROPOSED, None),
        (LabelOrigin.MISSED, "", "warn", LabelStatus.ACCEPTED, "legal"),
    ]


def test_a_draft_of_the_rules_finds_what_was_missed_and_blocks_a_piece_in_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The trial that waits for the work loop, measured by the bank's own sentence alone."""
    own = [row.sentence for row in LabelledSentence.objects.in_corpus()]
    monkeypatch.setattr(go_on_with_trial, "corpus", lambda: iter(own))
    draft = RuleDraft.objects.get()
    assert list(draft.changes.order_by("pk").values_list("rule_id", "verb")) == [
        ("SF-001", RuleChangeVerb.ADDED),
        ("ABS-012", RuleChangeVerb.CHANGED),
    ]
    go_on_with_trial.go_on_with_trials(TEN, 600)
    trial = deciding_trial(draft)
    assert trial is not None
    assert [(one.edition.title, one.after, one.rules) for one in trial.changes.all()] == [
        ("股债之间求个均衡：示范均衡混合基金", "block", [["ABS-012", "block", "added"]])
    ]
    assert (trial.measured["before"]["wrong"], trial.measured["after"]["wrong"]) == (1, 0)
    assert authors_of(draft) == {User.objects.get(username="officer").pk}


def test_nothing_is_left_to_deliver() -> None:
    assert not OutboxMessage.objects.exclude(status=OutboxStatus.DONE).exists()


def test_as_one_writes_every_piece_is_screened_as_at_submission() -> None:
    for component in Component.objects.filter(kind__in=[kind.code for kind in KINDS]).order_by("pk"):
        saved = component.get_latest_revision_as_object()
        assert all(child.value is not None for stream in (saved.body, saved.channels) for child in stream)
        form = posted(form_data(saved))
        unsaved = read_unsaved(Component.objects.get(pk=component.pk), form)
        assert subject_of(document_of(unsaved.component)) == subject_of(document_of(saved)), saved.title
        assert {one.place for one in passages(document_of(saved))} <= unsaved.fields.keys(), saved.title
