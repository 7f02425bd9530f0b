"""Ways 4, 11 and 14, and every step asked for out of its order: approving what may not be approved."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from wagtail.models import Revision

from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.enums import Role
from people.models import User
from review.actions.decide import Signature, decide
from review.actions.withdraw import withdraw
from review.enums import CaseStatus, Level, Verdict
from review.models import Case, Decision, Edition
from tests.content.posting import form_data, signed_in
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.review import decide_case, submit_component
from tests.ways.pieces import ACTORS, MARKER, Bank, at_levels, draft, in_review
from tests.ways.reach import reached

pytestmark = pytest.mark.django_db


def approve(case: Case, person: User, **changes: Any) -> Decision:
    """Approve as `person` through the action, with what `changes` say instead of what is true."""
    at = clock.now()
    signature = Signature(
        changes.pop("level", Level(case.current_level or "compliance")),
        changes.pop("content_sha256", case.candidate.content_sha256),
        changes.pop("authenticated_at", at),
    )
    return decide(
        case.public_id, verdict=Verdict.APPROVE, reasons="", signature=signature, actor=person, at=at
    )


def post(case: Case, person: User, **changes: Any) -> HttpResponse:
    """Approve as `person` through the page, password included."""
    form = {
        "verdict": "approve",
        "reasons": "",
        "level": case.current_level or "compliance",
        "content_sha256": case.candidate.content_sha256,
        "password": PASSWORD,
        **changes,
    }
    return signed_in(person).post(reverse("review_case:case", args=[case.public_id]), form)


def nothing_issued(bank: Bank) -> bool:
    return not Edition.objects.exists() and reached(bank.manager, MARKER) == frozenset()


@pytest.mark.parametrize("who", ["editor", "superuser", "bare_superuser"])
def test_neither_its_author_nor_a_superuser_approves(bank: Bank, who: str) -> None:
    """Way 4: the author is the superuser here too, with an officer's role beside the editor's."""
    component = draft(bank)
    component.save_revision(user=bank.superuser)
    case = submit_component(type(component).objects.get(pk=component.pk), bank.editor)
    bank.editor.groups.add(*UserFactory(roles=[Role.OFFICER]).groups.all())
    person = User.objects.get(pk=bank.person(who).pk)
    with pytest.raises(Refused):
        approve(case, person)
    assert post(case, person).status_code in {302, 403, 404}
    assert LedgerRecord.objects.filter(event="attempt.refused").count() >= 1
    assert nothing_issued(bank)


def test_who_edited_an_earlier_revision_stays_an_author_after_purge_revisions(bank: Bank) -> None:
    """Way 15 turned round: an author is not forgotten with the revision."""
    component = draft(bank)
    address = reverse("content_morning_brief:edit", args=[component.pk])
    signed_in(bank.superuser).post(address, form_data(component, title=f"{MARKER}早报二"))
    component = type(component).objects.get(pk=component.pk)
    signed_in(bank.editor).post(address, form_data(component, title=f"{MARKER}早报三"))
    Revision.objects.filter(approved_go_live_at=None).update(created_at=clock.now() - timedelta(days=900))
    call_command("purge_revisions", days=1, verbosity=0)
    component = type(component).objects.get(pk=component.pk)
    assert component.revisions.count() == 1
    case = submit_component(component, bank.editor)
    with pytest.raises(Refused, match="You wrote or submitted this"):
        approve(case, bank.superuser)
    assert nothing_issued(bank)


def test_nobody_passes_two_levels(bank: Bank) -> None:
    case = at_levels(bank, "R5")
    everything = UserFactory(
        roles=[Role.OFFICER, Role.CONSUMER_PROTECTION, Role.LEGAL],
        is_superuser=True,
        branch=bank.tree.head_office,
    )
    decide_case(case, officer=everything)
    for _level in range(2):
        with pytest.raises(Refused, match="earlier level"):
            approve(case, everything)
        case.refresh_from_db()
    assert case.current_level == "consumer_protection"
    assert nothing_issued(bank)


@pytest.mark.parametrize("level", ["legal", "consumer_protection"])
def test_no_level_is_skipped(bank: Bank, level: str) -> None:
    """Way 11, and OWASP ASVS 5.0, 2.3.1: a later level cannot begin, nor by its name."""
    case = at_levels(bank, "R5")
    later = UserFactory(roles=[Role(level)], branch=bank.tree.head_office)
    with pytest.raises(Conflict):
        approve(case, later, level=Level(level))
    with pytest.raises(Refused):
        approve(case, later)
    assert post(case, later, level=level).status_code in {403, 409}
    assert not Decision.objects.exists()
    assert nothing_issued(bank)


def test_a_case_moved_on_by_hand_is_not_issued(bank: Bank) -> None:
    case = at_levels(bank, "R5")
    Case.objects.filter(pk=case.pk).update(current_level="legal")
    with pytest.raises(Conflict, match="not approved at every level"):
        decide_case(case)
    case.refresh_from_db()
    assert (case.status, Decision.objects.count()) == (CaseStatus.OPEN, 0)
    assert nothing_issued(bank)


def test_a_case_without_its_levels_is_not_issued(bank: Bank) -> None:
    """A case put into the tables with one level only, for a piece that policy sends through three."""
    case = at_levels(bank, "R5")
    withdraw(case.public_id, actor=bank.editor, at=clock.now())
    forged = Case.objects.create(
        candidate=case.candidate,
        branch=case.branch,
        current_level="compliance",
        due_at=case.due_at,
        opened_at=case.opened_at,
    )
    forged.levels.create(position=0, level="compliance")
    with pytest.raises(Conflict, match="not approved at every level"):
        decide_case(forged)
    assert nothing_issued(bank)


def test_the_hash_of_another_case_approves_nothing(bank: Bank) -> None:
    case, other = in_review(bank), in_review(bank, title=f"{MARKER}午报")
    with pytest.raises(Conflict, match="not the content that you were shown"):
        approve(case, bank.officer, content_sha256=other.candidate.content_sha256)
    assert post(case, bank.officer, content_sha256=other.candidate.content_sha256).status_code == 409
    assert nothing_issued(bank)


def test_a_stale_hash_approves_nothing(bank: Bank) -> None:
    stale = in_review(bank)
    decide_case(stale, verdict=Verdict.RETURN, reasons="请修改。")
    component = type(stale.candidate.component).objects.get(pk=stale.candidate.component_id)
    component.title = f"{MARKER}早报二"
    component.save_revision(user=bank.editor)
    case = submit_component(type(component).objects.get(pk=component.pk))
    assert post(case, bank.officer, content_sha256=stale.candidate.content_sha256).status_code == 409
    with pytest.raises(Conflict):
        approve(stale, bank.officer)
    assert nothing_issued(bank)


def test_two_officers_do_not_both_decide(bank: Bank) -> None:
    """Way 14: the second finds the case moved on."""
    case = in_review(bank)
    decide_case(case)
    with pytest.raises(Conflict):
        approve(case, bank.officer, level=Level.COMPLIANCE)
    assert (Decision.objects.count(), Edition.objects.count()) == (1, 1)


@pytest.mark.parametrize("status", ["returned", "refused", "withdrawn", "approved"])
def test_a_closed_case_takes_no_further_step(bank: Bank, status: str) -> None:
    """OWASP ASVS 5.0, 2.3.1: each step posted once more after the case was closed."""
    case = in_review(bank)
    if status == "withdrawn":
        withdraw(case.public_id, actor=bank.editor, at=clock.now())
    else:
        verdict = {"returned": Verdict.RETURN, "refused": Verdict.REFUSE, "approved": Verdict.APPROVE}[status]
        decide_case(case, verdict=verdict, reasons="已看。")
    before = (Decision.objects.count(), Edition.objects.count())
    for verdict in Verdict.values:
        post(case, bank.officer, verdict=verdict, reasons="再看。")
    signed_in(bank.editor).post(reverse("review_case:withdraw", args=[case.public_id]))
    case.refresh_from_db()
    assert case.status == status
    assert (Decision.objects.count(), Edition.objects.count()) == before


@pytest.mark.parametrize("who", [*ACTORS, "manager"])
def test_steps_out_of_order_on_a_draft(bank: Bank, who: str) -> None:
    """A draft has no case: deciding, withdrawing and recalling by its own id find nothing."""
    component, client = draft(bank), signed_in(bank.person(who))
    for name in ("review_case:case", "review_case:withdraw", "review_edition:edition", "take"):
        response = client.post(reverse(name, args=[component.public_id]), {"verdict": "approve"})
        assert response.status_code in {302, 400, 403, 404}
    assert not Case.objects.exists()
    assert nothing_issued(bank)


@pytest.mark.parametrize("who", ["editor", "bare_superuser", "manager"])
def test_who_is_no_officer_approves_nothing(bank: Bank, who: str) -> None:
    case = in_review(bank)
    with pytest.raises(Refused):
        approve(case, bank.person(who))
    assert post(case, bank.person(who)).status_code in {302, 403, 404}
    assert nothing_issued(bank)


@pytest.mark.parametrize("minutes", [-1, 6, None])
def test_an_old_a_future_or_a_missing_signature_signs_nothing(bank: Bank, minutes: int | None) -> None:
    case = in_review(bank)
    given = None if minutes is None else clock.now() - timedelta(minutes=minutes)
    with pytest.raises(Refused, match="password"):
        approve(case, bank.officer, authenticated_at=given)
    assert nothing_issued(bank)


def test_an_officer_of_another_branch_decides_nothing(bank: Bank) -> None:
    case = in_review(bank)
    foreign = UserFactory(officer=True, is_superuser=True, branch=bank.tree.west)
    with pytest.raises(Refused):
        approve(case, foreign)
    assert post(case, foreign).status_code in {403, 404}
    assert nothing_issued(bank)
