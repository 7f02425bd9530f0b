"""What officers say on a case of what screening got wrong."""

import pytest

from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.enums import Role
from people.models import User
from review.actions.mark_false_alarm import mark_false_alarm
from review.actions.mark_missed import NotInPiece, mark_missed
from review.actions.recall import ReasonMissing
from review.domain.screening.result import Finding, Severity, Verdict
from review.enums import LabelOrigin, LabelStatus, Wanted
from review.models import Case, LabelledSentence
from review.queries.corpus_keeping import may_mark
from review.queries.labelled import corpus
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import decide_case, officer_for, open_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

WARNED = {"moments": f"大家早上好。限时抢购。{WEALTH_DISCLOSURES}"}


def warned_case(**traits: object) -> Case:
    return open_case(kind="product_analysis", texts=WARNED, **traits)


def warning(case: Case) -> Finding:
    return case.candidate.screening.outcome.warnings[0]


def mark(case: Case, officer: User, **changes: str) -> LabelledSentence:
    given = {"finding_key": warning(case).key, "reason": " 活动规则已写明。 "} | changes
    return mark_false_alarm(case.public_id, actor=officer, at=clock.now(), **given)


def miss(case: Case, officer: User, text: str = "大家早上好。", **changes: object) -> LabelledSentence:
    given = {"wanted": Verdict.block, "category": "渠道", "rule": "", "reason": "不应群发。"} | changes
    return mark_missed(case.public_id, text, actor=officer, at=clock.now(), **given)


def test_a_false_alarm_proposes_its_sentence_with_what_else_was_found() -> None:
    case = warned_case()
    finding, officer = warning(case), officer_for(case.branch)
    others = {one.rule for one in case.candidate.screening.outcome.warnings} - {finding.rule}
    made = mark(case, officer)
    assert (made.text, made.channel, made.kind) == ("限时抢购。", "moments", "product_analysis")
    assert made.wanted == (Wanted.WARN if others else Wanted.PASS)
    assert (made.origin, made.rule, made.case) == (LabelOrigin.FALSE_ALARM, finding.rule, case)
    assert (made.reason, made.status) == ("活动规则已写明。", LabelStatus.PROPOSED)
    assert (made.product, made.risk) == (case.candidate.product_type, case.candidate.risk)
    assert made.sentence not in list(corpus())
    assert not LedgerRecord.objects.filter(event__startswith="label").exists()


def test_what_was_missed_is_proposed_as_it_should_have_been_found() -> None:
    case = warned_case()
    made = miss(case, officer_for(case.branch), "大家早上好", wanted=Verdict.warn)
    assert (made.text, made.wanted, made.category, made.rule) == ("大家早上好", Wanted.WARN, "渠道", "")
    assert (made.origin, made.channel) == (LabelOrigin.MISSED, "moments")
    named = miss(case, officer_for(case.branch), "限时抢购", rule="ABS-001", category="")
    assert (named.rule, named.category) == ("ABS-001", "绝对化用语")


def test_only_who_may_decide_a_level_and_wrote_nothing_of_it_marks() -> None:
    tree = branch_tree()
    both = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=tree.east)
    case = warned_case(branch=tree.east, editor=both)
    refused = [
        both,
        UserFactory(editor=True, branch=tree.head_office),
        UserFactory(officer=True, branch=tree.west),
        UserFactory(legal=True, branch=tree.head_office),
        UserFactory(is_superuser=True),
        UserFactory(officer=True, branch=tree.head_office, is_active=False),
    ]
    for user in refused:
        with pytest.raises(Refused):
            mark(case, user)
        with pytest.raises(Refused):
            miss(case, user)
        assert may_mark(case, user) is False
    assert not LabelledSentence.objects.exists()
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 2 * len(refused)
    for role in (Role.OFFICER, Role.CONSUMER_PROTECTION):
        assert may_mark(case, officer_for(tree.east, role)) is True


def test_a_finding_is_marked_once_and_a_closed_case_can_be_marked() -> None:
    case = warned_case()
    decide_case(case)
    decide_case(case)
    officer = officer_for(case.branch)
    mark(case, officer)
    miss(case, officer)
    with pytest.raises(Conflict, match="marked already"):
        mark(case, officer)
    with pytest.raises(Conflict, match="marked already"):
        miss(case, officer)


def test_a_finding_of_another_case_or_one_that_merely_informs_is_none() -> None:
    case = warned_case()
    officer = officer_for(case.branch)
    informing = [
        one.key for one in case.candidate.screening.outcome.findings if one.severity is Severity.info
    ]
    for key in ["0" * 64, *informing]:
        with pytest.raises(Conflict, match="no such finding"):
            mark(case, officer, finding_key=key)


@pytest.mark.parametrize("text", ["这句话不在里面", "，。", "早" * 600])
def test_what_does_not_stand_in_the_piece_is_not_marked(text: str) -> None:
    case = warned_case()
    with pytest.raises(NotInPiece):
        miss(case, officer_for(case.branch), text)


def test_both_need_a_reason() -> None:
    case = warned_case()
    officer = officer_for(case.branch)
    with pytest.raises(ReasonMissing):
        mark(case, officer, reason=" ")
    with pytest.raises(ReasonMissing):
        miss(case, officer, reason=" ")
