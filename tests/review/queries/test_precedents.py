"""How a sentence was decided before, as its reader may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User
from review.actions.note_findings import note_findings
from review.enums import Verdict
from review.models import Case, FindingsNoted, KeptFinding
from review.queries.findings import findings_by_place
from review.queries.precedents import Precedent, precedents
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import approve_case, decide_case, officer_for, open_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

SENTENCE = "本周网点限时抢购想了解详情的客户请先看产品说明书再联系客户经理"


def warned(branch: object, sentence: str = SENTENCE, **traits: object) -> Case:
    return open_case(
        kind="product_analysis",
        texts={"moments": f"早上好。{sentence}。{WEALTH_DISCLOSURES}"},
        branch=branch,
        **traits,
    )


def found(case: Case, user: User) -> list[Precedent]:
    """Return all that is shown beside the findings of `case`, once a case."""
    document = case.candidate.content
    findings = findings_by_place(document, case.candidate.screening.outcome)
    shown = precedents(case.candidate, document, findings, user)
    return list({one.case_id: one for beside in shown.values() for one in beside}.values())


@pytest.fixture
def tree() -> BranchTree:
    return branch_tree()


def test_the_same_sentence_shows_decision_and_justification(tree: BranchTree) -> None:
    before = warned(tree.east)
    edition = approve_case(before)
    note_findings()
    (one,) = found(warned(tree.west), officer_for(tree.head_office))
    assert (one.case_id, one.number, one.share, one.is_same) == (before.public_id, edition.number, 100, True)
    assert (one.outcome, one.level) == ("Approved", "Consumer protection review")
    assert one.justification == "已核对来源。"
    assert SENTENCE in one.sentence


def test_a_near_sentence_comes_after_the_same_one(tree: BranchTree) -> None:
    near = warned(tree.east, SENTENCE.replace("先看", "先读"))
    decide_case(near, verdict=Verdict.RETURN, reasons="不要催促。")
    same = warned(tree.east)
    decide_case(same, verdict=Verdict.REFUSE, reasons="夸大。")
    other = warned(tree.east, "限时抢购")
    decide_case(other, verdict=Verdict.REFUSE, reasons="别的话。")
    note_findings()
    shown = found(warned(tree.east), officer_for(tree.head_office))
    assert [(one.case_id, one.is_same, one.reasons) for one in shown] == [
        (same.public_id, True, "夸大。"),
        (near.public_id, False, "不要催促。"),
    ]
    assert 60 <= shown[1].share < 100


def test_nothing_is_told_of_branches_that_the_reader_does_not_oversee(tree: BranchTree) -> None:
    hidden = warned(tree.west)
    decide_case(hidden, verdict=Verdict.RETURN, reasons="西城分行的内部意见")
    note_findings()
    case = warned(tree.east)
    assert found(case, officer_for(tree.head_office))[0].reasons == "西城分行的内部意见"
    assert found(case, UserFactory(officer=True, branch=tree.east)) == []


def test_what_is_open_or_withdrawn_is_no_precedent(tree: BranchTree) -> None:
    warned(tree.east)
    note_findings()
    assert found(warned(tree.east), officer_for(tree.head_office)) == []


def test_as_many_queries_for_one_as_for_twenty(tree: BranchTree) -> None:
    case, officer = warned(tree.east), officer_for(tree.head_office)
    assert officer.roles
    counts = []
    for number in (1, 4):
        for _ in range(number):
            decide_case(warned(tree.east), verdict=Verdict.RETURN, reasons="请改。")
        note_findings()
        with CaptureQueriesContext(connection) as queries:
            assert found(case, officer)
        counts.append(len(queries))
    assert counts == [4, 4]


def test_notes_come_once_and_catch_up_with_what_was_there_before(tree: BranchTree) -> None:
    cases = [warned(tree.east), open_case(branch=tree.east)]
    assert note_findings(1) == 1
    assert (note_findings(), note_findings()) == (1, 0)
    assert FindingsNoted.objects.count() == len(cases)
    results = [case.candidate.screening.outcome.findings for case in cases]
    assert KeptFinding.objects.count() == sum(map(len, results))
    row = KeptFinding.objects.get(candidate=cases[0].candidate, number=0)
    assert (row.rule, row.severity, row.kind) == (
        results[0][0].rule,
        results[0][0].severity,
        "product_analysis",
    )
    assert (row.branch, row.submitted_at) == (tree.east, cases[0].opened_at)
