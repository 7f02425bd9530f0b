"""Submit: what becomes of a draft, and everything that stops it."""

import json

import pytest

from content.enums import ComponentState
from content.models import Component, Product
from core import clock
from core.actions import Conflict, Refused
from core.domain import canonical
from core.models import LedgerRecord
from review.actions.prepare import latest_draft, prepare
from review.actions.submit import NotReady, submit
from review.enums import CaseStatus, Level
from review.models import Candidate, Case, Screening
from tests.conftest import FrozenClock
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.content import ImageFactory, ProductFactory
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import make_component, submit_component
from tests.factories.rules import make_rule, put_in_force, with_shipped

pytestmark = pytest.mark.django_db

WARNED = {"moments": f"限时抢购。{WEALTH_DISCLOSURES}"}


def test_the_candidate_keeps_the_exact_bytes_and_locks_the_component(frozen_clock: FrozenClock) -> None:
    component = make_component()
    case = submit_component(component)
    component.refresh_from_db()
    candidate = case.candidate
    assert component.state == ComponentState.IN_REVIEW
    assert canonical.sha256(bytes(candidate.document)) == candidate.content_sha256
    assert candidate.content["title"] == component.title
    assert candidate.revision_id == component.latest_revision_id
    assert (case.status, case.current_level) == (CaseStatus.OPEN, Level.COMPLIANCE)
    assert case.due_at == frozen_clock.at + component.declaration.due
    assert [one.level for one in case.levels.all()] == [Level.COMPLIANCE]


def test_submission_is_on_record_without_a_name(frozen_clock: FrozenClock) -> None:
    component = make_component()
    case = submit_component(component)
    record = LedgerRecord.objects.get(subject=case.subject)
    payload = json.loads(bytes(record.payload))
    assert record.event == "candidate.submitted"
    assert record.subject_sha256 == case.candidate.content_sha256
    assert payload == {
        "component": str(component.public_id),
        "revision": component.latest_revision_id,
        "submitted_by": component.created_by.actor,
        "screening_sha256": case.candidate.screening.result_sha256,
    }
    assert component.created_by.display_name.encode() not in bytes(record.payload)


def test_a_high_risk_product_goes_through_three_levels() -> None:
    case = submit_component(make_component(kind="product_analysis", risk="R4"))
    assert [one.level for one in case.levels.all()] == [
        Level.COMPLIANCE,
        Level.CONSUMER_PROTECTION,
        Level.LEGAL,
    ]


def test_everyone_who_wrote_a_revision_is_an_author() -> None:
    component = make_component()
    colleague = UserFactory(editor=True, branch=component.branch)
    submitter = UserFactory(editor=True, branch=component.branch)
    latest_draft(component).save_revision(user=colleague, clean=False)
    case = submit_component(component, submitter)
    assert set(case.candidate.authors.values_list("user_id", flat=True)) == {
        component.created_by_id,
        colleague.pk,
        submitter.pk,
    }


def test_pictures_are_copied_with_their_derivatives() -> None:
    branch = branch_tree().head_office
    case = submit_component(make_component(branch=branch, pictures=[ImageFactory(branch=branch)]))
    original = case.candidate.content["media"][0]["sha256"]
    media = {one.derivative: one for one in case.candidate.media.all()}
    assert set(media) == {"", "display", "thumbnail"}
    assert {one.original_sha256 for one in media.values()} == {original}
    assert media[""].sha256 == original
    assert (media["thumbnail"].width, media["thumbnail"].height) == (360, 360) or media[
        "thumbnail"
    ].width == 240


def test_a_blocking_finding_stops_it() -> None:
    component = make_component(
        texts={"moments": "保证收益，稳赚不赔。以上信息仅供参考，不构成任何投资建议。"}
    )
    with pytest.raises(NotReady) as caught:
        submit_component(component)
    assert caught.value.problems == ("Screening found what must not be said. Change the text first.",)
    assert not Candidate.objects.exists()
    assert Component.objects.get(pk=component.pk).state == ComponentState.DRAFT


def test_a_warning_needs_its_justification_and_keeps_it() -> None:
    component = make_component(kind="product_analysis", texts=WARNED)
    with pytest.raises(NotReady) as caught:
        submit_component(component, justifications={})
    assert caught.value.problems == ("Justify each warning, or change the text.",)
    finding = prepare(component, component.valid_from).screening.warnings[0]
    case = submit_component(component, justifications={finding.key: "  活动规则已写明。 ", "unknown": "x"})
    assert case.candidate.justifications == {finding.key: "活动规则已写明。"}
    assert Screening.objects.get().verdict == "warn"


@pytest.mark.parametrize(
    ("traits", "problem"),
    [
        ({"segments": []}, "Choose at least one customer segment."),
        ({"title": ""}, "Give it a title."),
        ({"texts": {}}, "Write a text for at least one channel."),
    ],
)
def test_what_is_incomplete_is_said_in_words(traits: dict[str, object], problem: str) -> None:
    with pytest.raises(NotReady) as caught:
        submit_component(make_component(**traits))
    assert problem in caught.value.problems


def test_validity_that_is_over_is_a_problem(frozen_clock: FrozenClock) -> None:
    component = make_component()
    frozen_clock.move_to(component.valid_until)
    with pytest.raises(NotReady) as caught:
        submit_component(component)
    assert caught.value.problems == ("Its validity is over already.",)


def test_a_draft_saved_after_prepare_is_a_conflict() -> None:
    component = make_component()
    prepared = prepare(component, component.valid_from)
    latest_draft(component).save_revision(user=component.created_by, clean=False)
    with pytest.raises(Conflict, match="changed meanwhile"):
        submit(prepared, actor=component.created_by, justifications={}, at=component.valid_from)


def test_a_product_changed_after_prepare_is_a_conflict() -> None:
    product = ProductFactory()
    component = make_component(kind="product_analysis", product=product)
    prepared = prepare(component, component.valid_from)
    product.issuer = "另一家示范公司"
    product.save()
    with pytest.raises(Conflict, match="A product, fact or picture"):
        submit(prepared, actor=component.created_by, justifications={}, at=component.valid_from)


def test_it_cannot_be_submitted_twice() -> None:
    component = make_component()
    submit_component(component)
    with pytest.raises(Conflict, match="in review already"):
        submit_component(component)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "traits", [{"officer": True}, {"manager": True}, {"roles": [], "is_superuser": True}]
)
def test_only_editors_submit_and_the_attempt_is_on_record(traits: dict[str, object]) -> None:
    component = make_component()
    stranger = UserFactory(branch=component.branch, **traits)
    with pytest.raises(Refused):
        submit_component(component, stranger)
    record = LedgerRecord.objects.get(event="attempt.refused")
    assert json.loads(bytes(record.payload)) == {"verb": "submit", "actor": stranger.actor, "rule": "role"}
    assert record.subject == f"component:{component.public_id}"


def test_an_editor_of_another_branch_is_refused() -> None:
    tree = branch_tree()
    component = make_component(branch=tree.east)
    with pytest.raises(Refused) as caught:
        submit_component(component, UserFactory(editor=True, branch=tree.west))
    assert caught.value.rule == "branch"


def test_nothing_is_submitted_about_what_is_no_longer_sold() -> None:
    component = make_component(kind="product_analysis")
    before = prepare(component, clock.now())
    Product.objects.update(is_withdrawn=True)
    assert any("no longer sold" in words for words in prepare(component, clock.now()).problems)
    with pytest.raises(Conflict, match="no longer sold"):
        submit(before, actor=component.created_by, justifications={}, at=clock.now())
    assert not Candidate.objects.exists()


def test_rules_activated_after_prepare_are_a_conflict() -> None:
    component = make_component()
    prepared = prepare(component, clock.now())
    put_in_force(with_shipped(make_rule()))
    with pytest.raises(Conflict, match="rules of screening were changed"):
        submit(prepared, actor=component.created_by, justifications={}, at=clock.now())
    assert not Candidate.objects.exists()
    case = submit_component(component)
    assert case.candidate.screening.rule_set == "1 测试规则"
