"""The submit page."""

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Component
from core.models import LedgerRecord
from review.actions.prepare import latest_draft, prepare
from review.forms.submission import field_name
from review.models import Case
from tests.conftest import FrozenClock
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.content import ImageFactory
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import make_component, submit_component

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

WARNED = {"moments": f"限时抢购。{WEALTH_DISCLOSURES}"}
BLOCKED = {"moments": f"保证收益。{WEALTH_DISCLOSURES}"}


def address(component: Component) -> str:
    return reverse("review_submit:submit", args=[component.public_id])


def shown(component: Component, at: FrozenClock) -> dict[str, object]:
    """Return the hidden fields as the page carries them."""
    prepared = prepare(Component.objects.get(pk=component.pk), at.at)
    return {"revision_id": prepared.revision_id, "content_sha256": prepared.content_sha256}


def text(response: object) -> str:
    return response.content.decode()


def test_it_shows_levels_bytes_and_preview(client: Client, frozen_clock: FrozenClock) -> None:
    branch = branch_tree().head_office
    component = make_component(kind="product_analysis", branch=branch, pictures=[ImageFactory(branch=branch)])
    client.force_login(component.created_by)
    response = client.get(address(component))
    page = text(response)
    assert response.status_code == 200
    assert [str(label) for label in response.context["levels"]] == [
        "Compliance review",
        "Consumer protection review",
    ]
    assert response.context["due_at"] == frozen_clock.at + component.declaration.due
    assert response.context["prepared"].content_sha256 in page
    assert "doc-moments" in page
    assert 'name="content_sha256"' in page


def test_submitting_leads_to_the_case(client: Client, frozen_clock: FrozenClock) -> None:
    component = make_component()
    client.force_login(component.created_by)
    response = client.post(address(component), shown(component, frozen_clock), follow=True)
    case = Case.objects.get()
    assert response.redirect_chain == [(reverse("review_case:case", args=[case.public_id]), 302)]
    assert "Submitted. It waits for: Compliance review." in text(response)


def test_findings_stand_at_their_words_with_law_and_field(client: Client, frozen_clock: FrozenClock) -> None:
    component = make_component(kind="product_analysis", texts=WARNED)
    client.force_login(component.created_by)
    page = text(client.get(address(component)))
    finding = prepare(component, frozen_clock.at).screening.warnings[0]
    assert f'<mark class="desk-mark desk-mark--warn">{finding.text}<sup>1</sup></mark>' in page
    assert f'name="{field_name(finding)}"' in page
    assert finding.law in page
    assert finding.suggestion in page


def test_a_missing_justification_is_a_message_at_its_field(client: Client, frozen_clock: FrozenClock) -> None:
    component = make_component(kind="product_analysis", texts=WARNED)
    client.force_login(component.created_by)
    finding = prepare(component, frozen_clock.at).screening.warnings[0]
    response = client.post(address(component), shown(component, frozen_clock) | {field_name(finding): "  "})
    assert response.status_code == 200
    assert response.context["form"].errors == {
        field_name(finding): ["Justify this warning, or change the text."]
    }
    assert not Case.objects.exists()


def test_a_justification_goes_with_the_candidate(client: Client, frozen_clock: FrozenClock) -> None:
    component = make_component(kind="product_analysis", texts=WARNED)
    client.force_login(component.created_by)
    finding = prepare(component, frozen_clock.at).screening.warnings[0]
    client.post(
        address(component), shown(component, frozen_clock) | {field_name(finding): "活动规则已写明。"}
    )
    assert Case.objects.get().candidate.justifications == {finding.key: "活动规则已写明。"}


def test_a_blocked_piece_has_no_button_and_is_refused_in_words(
    client: Client, frozen_clock: FrozenClock
) -> None:
    component = make_component(kind="product_analysis", texts=BLOCKED)
    client.force_login(component.created_by)
    page = text(client.get(address(component)))
    assert "1 finding must be changed before this can be submitted." in page
    assert "Submitting…" not in page
    response = client.post(address(component), shown(component, frozen_clock))
    assert response.status_code == 200
    assert response.context["refused"] == ["Screening found what must not be said. Change the text first."]
    assert not Case.objects.exists()


def test_what_is_missing_is_said(client: Client) -> None:
    component = make_component(segments=[], texts={})
    client.force_login(component.created_by)
    response = client.get(address(component))
    assert response.context["problems"] == (
        "Choose at least one customer segment.",
        "Write a text for at least one channel.",
    )


def test_a_draft_changed_meanwhile_is_shown_anew_with_what_was_typed(
    client: Client, frozen_clock: FrozenClock
) -> None:
    component = make_component(kind="product_analysis", texts=WARNED)
    client.force_login(component.created_by)
    finding = prepare(component, frozen_clock.at).screening.warnings[0]
    seen = shown(component, frozen_clock)
    draft = latest_draft(component)
    draft.channels[0].value["text"] = "好消息：" + draft.channels[0].value["text"]
    draft.save_revision(user=component.created_by, clean=False)
    response = client.post(address(component), seen | {field_name(finding): "活动规则已写明。"})
    component.refresh_from_db()
    moved = prepare(component, frozen_clock.at).screening.warnings[0]
    page = text(response)
    assert response.status_code == 409
    assert moved.key != finding.key
    assert response.context["form"].initial[field_name(moved)] == "活动规则已写明。"
    assert "was changed since this page was opened" in page
    assert "活动规则已写明。" in page
    assert not Case.objects.exists()


def test_a_second_submission_is_a_conflict_with_a_way_to_the_case(
    client: Client, frozen_clock: FrozenClock
) -> None:
    component = make_component()
    client.force_login(component.created_by)
    seen = shown(component, frozen_clock)
    case = submit_component(component)
    for response, status in (
        (client.post(address(component), seen), 409),
        (client.get(address(component)), 200),
    ):
        assert response.status_code == status
        assert response.context["open_case"] == case
        assert reverse("review_case:case", args=[case.public_id]) in text(response)
    assert Case.objects.count() == 1


def test_a_foreign_branch_and_a_manager_find_nothing(client: Client) -> None:
    tree = branch_tree()
    component = make_component(branch=tree.east, title="不可外泄的标题")
    for stranger in (UserFactory(editor=True, branch=tree.west), UserFactory(auditor=True, branch=tree.west)):
        client.force_login(stranger)
        for response in (client.get(address(component)), client.post(address(component), {})):
            assert response.status_code == 404
            assert "不可外泄的标题" not in text(response)


def test_an_officer_cannot_submit_and_the_attempt_is_on_record(
    client: Client, frozen_clock: FrozenClock
) -> None:
    component = make_component()
    client.force_login(UserFactory(officer=True, branch=component.branch))
    assert client.get(address(component)).status_code == 302
    response = client.post(address(component), shown(component, frozen_clock))
    assert response.status_code == 403
    assert "Your role does not allow this." in text(response)
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1
