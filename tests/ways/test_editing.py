"""Ways 5, 7 and 8: writing into what is being read, and fields that no form offers."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.actions.edit import EditPermissionError
from wagtail.models import Revision

from content.actions.edit import EditComponentAction
from content.enums import ComponentState
from content.models import Component
from core.domain import canonical
from review.enums import Verdict
from review.models import Candidate
from tests.content.posting import form_data, signed_in
from tests.factories.content import channel
from tests.factories.review import approve_case, decide_case, make_component, submit_component
from tests.ways.pieces import ACTORS, MARKER, WORDS, Bank, draft, in_review, words
from tests.ways.reach import reached

pytestmark = pytest.mark.django_db

OTHER = "红隼密令"
"""What the attacker wants to slip in."""


def changed_form(component: Component) -> dict[str, Any]:
    return form_data(
        component, title=f"{OTHER}早报", channels=[channel("moments", f"{OTHER}今日要点。{WORDS}")]
    )


def kept(candidate: Candidate) -> str:
    """Return the candidate's text as it stands in the database; its hash is proved."""
    body = bytes(Candidate.objects.get(pk=candidate.pk).document)
    assert canonical.sha256(body) == candidate.content_sha256
    return body.decode()


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json", "X-Requested-With": "autosave"}])
def test_what_is_in_review_is_not_written(bank: Bank, who: str, headers: dict[str, str]) -> None:
    """Way 5 and way 7: neither a save nor an autosave; neither by an approver nor by a superuser."""
    case = in_review(bank)
    component, candidate = case.candidate.component, case.candidate
    before = component.latest_revision.content
    for extra in ({}, {"action-publish": "1"}, {"overwrite_revision_id": component.latest_revision_id}):
        signed_in(bank.person(who)).post(
            reverse("content_morning_brief:edit", args=[component.pk]),
            {**changed_form(component), **extra},
            headers=headers,
        )
    component.refresh_from_db()
    assert component.revisions.count() == 1
    assert Revision.objects.get(pk=component.latest_revision_id).content == before
    assert OTHER not in kept(candidate)
    edition = approve_case(case)
    assert reached(bank.manager, OTHER, edition) <= {"media", "queryset"}
    assert reached(bank.manager, MARKER, edition) >= {"today", "page", "pull"}


@pytest.mark.parametrize("who", ACTORS)
def test_in_review_nothing_is_reverted(bank: Bank, who: str) -> None:
    component = make_component(editor=bank.editor, **words(title=f"{OTHER}早报"))
    old = component.latest_revision_id
    component.title = f"{MARKER}早报"
    component.save_revision(user=bank.editor)
    component = Component.objects.get(pk=component.pk)
    case = submit_component(component)
    address = reverse("content_morning_brief:revisions_revert", args=[component.pk, old])
    signed_in(bank.person(who)).post(address, {**changed_form(component), "revision": old})
    assert Component.objects.get(pk=component.pk).latest_revision_id == component.latest_revision_id
    assert OTHER not in kept(case.candidate)


def test_the_action_itself_refuses_whoever_calls_it(bank: Bank) -> None:
    component = in_review(bank).candidate.component
    with pytest.raises(EditPermissionError):
        EditComponentAction(component, user=bank.superuser).execute(skip_permission_checks=True)


def test_unlocking_by_hand_changes_no_byte_of_what_is_read(bank: Bank) -> None:
    """A component set back to draft in the table is written again; the case keeps what was submitted."""
    case = in_review(bank)
    component = case.candidate.component
    Component.objects.filter(pk=component.pk).update(state=ComponentState.DRAFT)
    signed_in(bank.editor).post(
        reverse("content_morning_brief:edit", args=[component.pk]), changed_form(component)
    )
    assert Component.objects.get(pk=component.pk).latest_revision.content["title"] == f"{OTHER}早报"
    edition = approve_case(case)
    assert edition.title == f"{MARKER}早报"
    assert OTHER not in kept(case.candidate)
    assert reached(bank.manager, OTHER) == frozenset()


def test_a_revision_written_over_in_the_table_changes_no_candidate(bank: Bank) -> None:
    """Way 7: stock Wagtail publishes the revision's id, whatever stands under it by then."""
    case = in_review(bank)
    revision = case.candidate.component.latest_revision
    content = {**revision.content, "title": f"{OTHER}早报"}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    edition = approve_case(case)
    assert reached(bank.manager, OTHER, edition) <= {"media", "queryset"}
    assert reached(bank.manager, MARKER, edition) >= {"today", "search", "page"}


def test_a_second_submission_binds_the_newest_text(bank: Bank) -> None:
    """Way 8: after a return, stock Wagtail bound the resubmission to the old revision."""
    component = draft(bank, title=f"{OTHER}早报")
    returned = submit_component(component)
    decide_case(returned, verdict=Verdict.RETURN, reasons="请修改标题。")
    component = Component.objects.get(pk=component.pk)
    component.title = f"{MARKER}早报"
    component.save_revision(user=bank.editor)
    case = submit_component(Component.objects.get(pk=component.pk))
    edition = approve_case(case)
    assert (edition.title, case.candidate.revision_id) == (
        f"{MARKER}早报",
        Component.objects.get(pk=component.pk).latest_revision_id,
    )
    assert OTHER not in kept(case.candidate)


FORGED_FIELDS = {
    "state": "approved",
    "live": "on",
    "locked": "on",
    "kind": "product_analysis",
    "has_unpublished_changes": "",
    "first_published_at": "2020-01-01 00:00",
    "go_live_at": "2020-01-01 00:00",
    "approved_go_live_at": "2020-01-01 00:00",
    "latest_revision": "1",
    "live_revision": "1",
}


@pytest.mark.parametrize("who", ["editor", "superuser"])
@pytest.mark.parametrize("door", ["edit", "add", "copy"])
def test_fields_that_the_form_does_not_offer_are_not_taken(bank: Bank, who: str, door: str) -> None:
    """OWASP ASVS 5.0, 8.2.3: the form names what may be written."""
    component, person = draft(bank), bank.person(who)
    foreign = bank.tree.west
    keys = [] if door == "add" else [component.pk]
    posted = {
        **form_data(component, title=f"{OTHER}早报"),
        **FORGED_FIELDS,
        "branch": foreign.pk,
        "created_by": bank.manager.pk,
        "copied_from": component.pk + 1,
        "public_id": "0" * 32,
    }
    response = signed_in(person).post(reverse(f"content_morning_brief:{door}", args=keys), posted)
    assert response.status_code == 302
    written = Component.objects.order_by("latest_revision_id").last()
    draft_of_it = written.get_latest_revision_as_object()
    assert draft_of_it.title == f"{OTHER}早报"
    for one in (written, draft_of_it):
        assert (one.state, one.kind, one.live, one.locked) == ("draft", "morning_brief", False, False)
        assert one.branch == bank.tree.head_office
        assert one.created_by == (bank.editor if door == "edit" else person)
        assert (one.go_live_at, one.live_revision_id, one.first_published_at) == (None, None, None)
        assert one.public_id.hex != "0" * 32
    assert written.latest_revision.approved_go_live_at is None
    assert reached(bank.manager, OTHER) == frozenset()
