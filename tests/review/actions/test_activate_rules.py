"""Activation: who may, what it needs, what follows for editions in use and for open cases."""

import json

import pytest

from core import clock, outbox
from core.actions import Conflict, Refused
from core.models import LedgerRecord, OutboxMessage, OutboxStatus
from people.enums import Role
from people.models import User
from review.actions import follow_rules, go_on_with_trial
from review.actions.activate_rules import Activation, activate_rules
from review.actions.go_on_with_trial import go_on_with_trials
from review.actions.recall import ReasonMissing
from review.actions.screen_again import screen_again, screened_anew
from review.actions.start_trial import start_trial
from review.actions.withdraw import withdraw
from review.domain.screening.result import Severity
from review.enums import CaseStatus, EditionStatus, FollowUp, RuleDraftStatus, Verdict
from review.models import Case, Edition, RuleDraft, RuleSetVersion, Screening, Suspension
from review.queries.rule_drafts import fingerprint_of_draft
from review.queries.rule_sets import in_force
from tests.factories.people import UserFactory
from tests.factories.review import approve_case, decide_case, issue_edition, officer_for, open_case
from tests.factories.rules import WORD, draft_with, make_rule, put_in_force, with_shipped

pytestmark = pytest.mark.django_db
HIT = {"moments": f"{WORD}，内容仅供参考，不构成任何投资建议。"}


@pytest.fixture(autouse=True)
def no_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(go_on_with_trial, "corpus", lambda: iter(()))


def tried(draft: RuleDraft) -> RuleDraft:
    start_trial(draft.public_id, actor=draft.made_by, at=clock.now())
    go_on_with_trials(clock.now(), 60)
    return draft


def activate(
    draft: RuleDraft,
    follow_up: FollowUp = FollowUp.RENEW,
    *,
    actor: User | None = None,
    sha256: str = "",
    reason: str = "新规施行。",
    fresh: bool = True,
) -> RuleSetVersion:
    at = clock.now()
    shown = sha256 or fingerprint_of_draft(draft)
    signed = Activation(shown, reason, follow_up, at if fresh else None)
    return activate_rules(draft.public_id, signed, actor=actor or UserFactory(roles=[Role.LEGAL]), at=at)


def follow_everything() -> None:
    while outbox.deliver():
        pass
    stuck = OutboxMessage.objects.exclude(status=OutboxStatus.DONE)
    assert [(one.handler, one.error) for one in stuck if one.error] == []


def test_a_tried_draft_is_in_force_at_once_and_on_record() -> None:
    author, legal = UserFactory(roles=[Role.OFFICER]), UserFactory(roles=[Role.LEGAL])
    before = in_force().fingerprint
    draft = tried(draft_with(make_rule(), author=author))
    draft.rules.filter(rule_id="GUA-001").update(is_off=False)
    version = activate(draft, actor=legal)
    draft.refresh_from_db()
    assert in_force().fingerprint == version.rules_sha256 == fingerprint_of_draft(draft)
    assert (draft.status, version.made_by, version.activated_by) == (RuleDraftStatus.ACTIVATED, author, legal)
    record = LedgerRecord.objects.get(event="rules.activated")
    said = json.loads(bytes(record.payload))
    assert (record.subject_sha256, said["replaced_sha256"]) == (version.rules_sha256, before)
    assert (said["authors"], said["activated_by"]) == ([author.actor], legal.actor)
    assert (said["reason"], said["follow_up"], said["newly_blocked"]) == ("新规施行。", "renew", 0)


def test_nobody_puts_in_force_what_he_wrote_nor_has_a_way_round() -> None:
    author = UserFactory(roles=[Role.OFFICER, Role.LEGAL], is_superuser=True)
    draft = tried(draft_with(make_rule(), author=author))
    for actor in (author, UserFactory(is_superuser=True), UserFactory(roles=[Role.CONSUMER_PROTECTION])):
        with pytest.raises(Refused):
            activate(draft, actor=actor)
    with pytest.raises(Refused):
        activate(draft, fresh=False)
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 4
    assert not RuleSetVersion.objects.exists()


def test_what_was_not_tried_as_it_stands_is_not_put_in_force() -> None:
    draft = draft_with(make_rule())
    with pytest.raises(Conflict, match="Try the draft"):
        activate(draft)
    tried(draft)
    with pytest.raises(Conflict, match="not what you were shown"):
        activate(draft, sha256="0" * 64)
    with pytest.raises(ReasonMissing):
        activate(draft, reason=" ")
    put_in_force(with_shipped(make_rule("TST-009")))
    with pytest.raises(Conflict, match="Try the draft"):
        activate(draft)
    same = tried(draft_with())
    with pytest.raises(Conflict, match="nothing would change"):
        activate(same)
    assert RuleSetVersion.objects.count() == 1


def test_what_is_switched_off_is_left_out_and_not_lost_to_the_next_draft() -> None:
    put_in_force([make_rule(), make_rule("TST-002")])
    draft = draft_with()
    draft.rules.filter(rule_id="TST-002").update(is_off=True)
    activate(tried(draft))
    assert [rule.id for rule in in_force().rules] == ["TST-001"]
    following = draft_with()
    assert list(following.rules.values_list("rule_id", "is_off")) == [("TST-001", False), ("TST-002", True)]
    assert fingerprint_of_draft(following) == in_force().fingerprint


def test_editions_newly_hit_are_suspended_once_with_the_reason() -> None:
    hit, clean = issue_edition(texts=HIT), issue_edition()
    version = activate(tried(draft_with(make_rule())), FollowUp.SUSPEND)
    follow_everything()
    follow_rules.follow_hit(version.number, hit.public_id, clock.now())
    hit.refresh_from_db()
    clean.refresh_from_db()
    assert (hit.status, clean.status) == (EditionStatus.SUSPENDED, EditionStatus.ISSUED)
    reason = Suspension.objects.get().reason
    assert ("1 新规" in reason, "TST-001 测试用语" in reason) == (True, True)


def test_what_was_issued_after_the_trial_is_followed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_rules, "AT_ONCE", 1)
    draft = tried(draft_with(make_rule()))
    late, clean, later = issue_edition(texts=HIT), issue_edition(), issue_edition(texts=HIT)
    activate(draft, FollowUp.SUSPEND)
    follow_everything()
    suspended = Edition.objects.filter(status=EditionStatus.SUSPENDED)
    assert set(suspended) == {late, later}
    assert clean not in suspended


def renewed() -> Case:
    issue_edition(texts=HIT)
    activate(tried(draft_with(make_rule())))
    follow_everything()
    return Case.objects.get(renews__isnull=False)


def test_a_renewed_review_is_another_case_on_the_same_candidate_and_the_edition_stays() -> None:
    case = renewed()
    edition = case.renews
    assert edition is not None
    follow_rules.follow_hit(1, edition.public_id, clock.now())
    assert Case.objects.filter(renews=edition).count() == 1
    edition.refresh_from_db()
    assert (edition.status, case.candidate, case.status) == (
        EditionStatus.ISSUED,
        edition.candidate,
        CaseStatus.OPEN,
    )
    assert case.newest_screening.rule_set_sha256 == in_force().fingerprint
    assert case.newest_screening.verdict == "block"
    record = LedgerRecord.objects.get(event="case.renewed", subject=case.subject)
    assert "TST-001" in json.loads(bytes(record.payload))["reason"]


def test_confirmed_with_reasons_the_edition_stays_and_none_is_issued() -> None:
    case = renewed()
    with pytest.raises(Conflict, match="say why"):
        decide_case(case)
    decide_case(case, reasons="人名，非收益承诺。")
    assert (case.status, Edition.objects.count()) == (CaseStatus.APPROVED, 1)
    assert Edition.objects.get().status == EditionStatus.ISSUED
    follow_rules.follow_hit(1, Edition.objects.get().public_id, clock.now())
    assert not Case.objects.filter(status=CaseStatus.OPEN).exists()


@pytest.mark.parametrize("verdict", [Verdict.RETURN, Verdict.REFUSE])
def test_not_confirmed_the_edition_is_suspended(verdict: Verdict) -> None:
    case = renewed()
    decide_case(case, verdict=verdict, reasons="确属违规。")
    edition = Edition.objects.get()
    assert edition.status == EditionStatus.SUSPENDED
    assert "确属违规。" in Suspension.objects.get(edition=edition).reason
    assert edition.component.state == "draft"


def test_an_editor_does_not_take_a_renewed_review_back() -> None:
    case = renewed()
    editor = case.candidate.submitted_by
    with pytest.raises(Conflict, match="only the officers"):
        withdraw(case.public_id, actor=editor, at=clock.now())
    case.refresh_from_db()
    assert case.status == CaseStatus.OPEN


def test_an_open_case_is_approved_by_the_rules_in_force_only() -> None:
    case = open_case()
    first = case.candidate.screening
    put_in_force(with_shipped(make_rule()))
    with pytest.raises(Conflict, match="screened again"):
        decide_case(case)
    officer = officer_for(case.branch)
    screen_again(case.public_id, screened_anew(case), actor=officer, at=clock.now())
    case.refresh_from_db()
    assert case.candidate.screening == first
    edition = approve_case(case)
    proof = json.loads(bytes(edition.certificate))
    assert in_force().fingerprint in json.dumps(proof)
    assert Screening.objects.filter(content_sha256=edition.content_sha256).count() == 2


def test_a_level_before_the_last_goes_on_and_a_return_needs_no_screening() -> None:
    case, other = open_case(kind="product_analysis", risk="R4"), open_case()
    put_in_force(with_shipped(make_rule()))
    decide_case(case)
    decide_case(other, verdict=Verdict.RETURN, reasons="请修改。")
    assert (case.status, other.status) == (CaseStatus.OPEN, CaseStatus.RETURNED)


def test_what_the_rules_in_force_block_is_returned_not_issued() -> None:
    case = open_case(texts=HIT)
    put_in_force(with_shipped(make_rule()))
    screen_again(case.public_id, screened_anew(case), actor=officer_for(case.branch), at=clock.now())
    with pytest.raises(Conflict, match="must not be said"):
        decide_case(case, reasons="可以。")
    assert not Edition.objects.exists()


def test_only_reviewers_have_it_screened_and_only_by_the_rules_in_force() -> None:
    case = open_case()
    stale = screened_anew(case)
    put_in_force(with_shipped(make_rule(severity=Severity.warn)))
    with pytest.raises(Conflict, match="once more"):
        screen_again(case.public_id, stale, actor=officer_for(case.branch), at=clock.now())
    with pytest.raises(Refused):
        screen_again(case.public_id, screened_anew(case), actor=case.candidate.submitted_by, at=clock.now())
    case.refresh_from_db()
    assert case.screening is None
