"""The decision page."""

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from core import immutability
from core.models import LedgerRecord
from people.enums import Role
from review.enums import CaseStatus, Verdict
from review.models import Candidate, Case, Decision, Edition
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory
from tests.factories.partner import ISSUER, make_partner_piece
from tests.factories.people import PASSWORD, UserFactory, branch_tree
from tests.factories.review import (
    approve_case,
    decide_case,
    make_component,
    officer_for,
    open_case,
    submit_component,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def no_counted_attempts() -> None:
    cache.clear()


def address(case: Case) -> str:
    return reverse("review_case:case", args=[case.public_id])


def signed(case: Case, verdict: Verdict = Verdict.APPROVE, **changes: str) -> dict[str, str]:
    """Return what the form of the page sends."""
    return {
        "verdict": verdict.value,
        "reasons": "",
        "level": case.current_level,
        "content_sha256": case.candidate.content_sha256,
    } | changes


def text(response: object) -> str:
    return response.content.decode()


def test_it_shows_what_a_decision_needs(client: Client) -> None:
    branch = branch_tree().head_office
    case = open_case(kind="product_analysis", branch=branch, pictures=[ImageFactory(branch=branch)])
    client.force_login(officer_for(branch))
    response = client.get(address(case))
    page = text(response)
    display = case.candidate.media.get(derivative="display")
    assert case.candidate.content_sha256 in page
    assert reverse("review_case:media", args=[case.public_id, display.sha256]) in page
    assert case.candidate.content["product"]["registration_code"] in page
    assert "示范理财有限责任公司官网" in page
    assert "The risks are as easy to read as the advantages." in page
    assert "There is no earlier edition to compare with" in page
    assert [step.level for step in response.context["progress"]] == ["compliance", "consumer_protection"]
    assert 'name="verdict"' in page


def test_approving_issues_and_says_so(client: Client) -> None:
    case = open_case()
    officer = officer_for(case.branch)
    client.force_login(officer)
    response = client.post(address(case), signed(case, reasons="已核对。"), follow=True)
    decision = Decision.objects.get()
    assert response.redirect_chain == [(address(case), 302)]
    assert "Approved. The edition was issued." in text(response)
    assert (decision.officer, decision.reasons) == (officer, "已核对。")
    assert Edition.objects.get().number in text(response)


def test_approving_a_first_level_names_the_next(client: Client) -> None:
    case = open_case(kind="product_analysis")
    client.force_login(officer_for(case.branch))
    page = text(client.post(address(case), signed(case), follow=True))
    assert "Approved at your level. Next: Consumer protection review." in page
    assert "It waits for another role: Consumer protection review." in page


@pytest.mark.parametrize("verdict", [Verdict.RETURN, Verdict.REFUSE])
def test_missing_reasons_are_a_message_at_the_field(client: Client, verdict: Verdict) -> None:
    case = open_case()
    client.force_login(officer_for(case.branch))
    response = client.post(address(case), signed(case, verdict, reasons=" "))
    assert response.status_code == 200
    assert response.context["form"].errors == {"reasons": ["Say why: the author needs your reasons."]}
    assert not Decision.objects.exists()


def test_a_missing_verdict_keeps_the_typed_reasons(client: Client) -> None:
    case = open_case()
    client.force_login(officer_for(case.branch))
    data = signed(case, reasons="请补充数据来源。")
    del data["verdict"]
    response = client.post(address(case), data)
    assert response.context["form"].errors == {"verdict": ["Choose a verdict."]}
    assert "请补充数据来源。" in text(response)


def test_the_password_is_asked_for_after_five_minutes_and_then_good_again(
    client: Client, frozen_clock: FrozenClock
) -> None:
    branch = branch_tree().head_office
    case, following = open_case(branch=branch), open_case(branch=branch)
    client.force_login(officer_for(branch))
    assert 'name="password"' not in text(client.get(address(case)))
    frozen_clock.advance(minutes=5, seconds=1)
    assert 'name="password"' in text(client.get(address(case)))
    response = client.post(address(case), signed(case, reasons="已核对。"))
    assert response.context["form"].errors == {"password": ["Enter your password to sign this."]}
    assert "已核对。" in text(response)
    client.post(address(case), signed(case, password=PASSWORD))
    decision = Decision.objects.get()
    assert decision.authenticated_at == decision.decided_at == frozen_clock.at
    frozen_clock.advance(minutes=1)
    assert 'name="password"' not in text(client.get(address(following)))
    client.post(address(following), signed(following))
    assert following.decisions.get().authenticated_at == decision.authenticated_at


def test_a_wrong_password_keeps_the_text_and_five_are_the_end(
    client: Client, frozen_clock: FrozenClock
) -> None:
    case = open_case()
    client.force_login(officer_for(case.branch))
    frozen_clock.advance(minutes=6)
    for _attempt in range(5):
        response = client.post(address(case), signed(case, reasons="已核对。", password="guess"))
        assert response.context["form"].errors == {
            "password": ["This is not your password. Nothing was signed."]
        }
        assert "已核对。" in text(response)
    response = client.post(address(case), signed(case, password=PASSWORD))
    assert response.context["form"].errors == {
        "password": ["Too many wrong tries. Try again after 08:11:00."]
    }
    assert not Decision.objects.exists()


def test_a_second_click_is_a_conflict_with_words(client: Client) -> None:
    case = open_case()
    client.force_login(officer_for(case.branch))
    data = signed(case)
    client.post(address(case), data)
    response = client.post(address(case), data)
    assert response.status_code == 409
    assert "You have decided this level already." in text(response)
    assert Decision.objects.count() == 1


def test_a_stale_page_is_a_conflict_shown_on_the_case(client: Client) -> None:
    case = open_case(kind="product_analysis")
    data = signed(case)
    decide_case(case)
    both = UserFactory(roles=[Role.OFFICER, Role.CONSUMER_PROTECTION], branch=case.branch)
    client.force_login(both)
    response = client.post(address(case), data)
    assert response.status_code == 409
    assert "A colleague has decided this level already." in text(response)
    response = client.post(address(case), signed(case, content_sha256="0" * 64))
    assert response.status_code == 409
    assert "This is not the content that you were shown." in text(response)


@pytest.mark.parametrize("roles", [[Role.EDITOR], [Role.EDITOR, Role.OFFICER], [Role.AUDITOR], [Role.LEGAL]])
def test_whoever_may_not_decide_has_no_form_and_is_refused_on_record(
    client: Client, roles: list[Role]
) -> None:
    author = UserFactory(roles=roles if Role.EDITOR in roles else [Role.EDITOR])
    case = open_case(editor=author)
    user = author if Role.EDITOR in roles else UserFactory(roles=roles, branch=case.branch)
    client.force_login(user)
    assert 'name="verdict"' not in text(client.get(address(case)))
    response = client.post(address(case), signed(case))
    record = LedgerRecord.objects.get(event="attempt.refused")
    assert response.status_code == 403
    assert "The attempt was put on record." in text(response)
    assert json.loads(bytes(record.payload))["actor"] == user.actor
    assert not Decision.objects.exists()


def test_an_earlier_approver_is_refused(client: Client) -> None:
    case = open_case(kind="product_analysis")
    both = UserFactory(roles=[Role.OFFICER, Role.CONSUMER_PROTECTION], branch=case.branch)
    decide_case(case, officer=both)
    client.force_login(both)
    assert 'name="verdict"' not in text(client.get(address(case)))
    response = client.post(address(case), signed(case))
    assert response.status_code == 403
    assert "You decided an earlier level of this case." in text(response)


def test_a_superuser_without_role_sees_nothing_and_is_refused_on_record(client: Client) -> None:
    case = open_case()
    client.force_login(UserFactory(roles=[], is_superuser=True, branch=case.branch))
    assert client.get(address(case)).status_code == 404
    response = client.post(address(case), signed(case))
    assert response.status_code == 403
    assert case.candidate.title not in text(response)
    assert LedgerRecord.objects.get(event="attempt.refused").subject == case.subject


def test_another_branchs_case_does_not_exist_but_the_attempt_is_on_record(client: Client) -> None:
    tree = branch_tree()
    branch = tree.east
    case = open_case(branch=branch, title="不可外泄的标题", pictures=[ImageFactory(branch=branch)])
    media = case.candidate.media.get(derivative="display")
    officer = UserFactory(officer=True, branch=tree.west)
    client.force_login(officer)
    answers = [
        client.get(address(case)),
        client.get(reverse("review_case:media", args=[case.public_id, media.sha256])),
        client.post(address(case), signed(case)),
        client.post(reverse("review_case:withdraw", args=[case.public_id])),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert not any("不可外泄的标题" in text(answer) for answer in answers)
    attempts = LedgerRecord.objects.filter(event="attempt.refused", subject=case.subject).order_by("sequence")
    assert [json.loads(bytes(record.payload))["verb"] for record in attempts] == ["decide", "withdraw"]
    assert Case.objects.get(pk=case.pk).status == CaseStatus.OPEN


def test_an_editor_withdraws_by_post_alone(client: Client) -> None:
    case = open_case()
    client.force_login(case.candidate.submitted_by)
    withdraw = reverse("review_case:withdraw", args=[case.public_id])
    assert withdraw in text(client.get(address(case)))
    assert client.get(withdraw).status_code == 405
    page = text(client.post(withdraw, follow=True))
    assert "Withdrawn from review. The piece is a draft again." in page
    assert withdraw not in page
    assert Case.objects.get().status == CaseStatus.WITHDRAWN


def test_pictures_are_the_candidates_own(client: Client) -> None:
    branch = branch_tree().head_office
    case = open_case(branch=branch, pictures=[ImageFactory(branch=branch)])
    other = open_case(branch=branch, pictures=[ImageFactory(branch=branch)])
    client.force_login(officer_for(branch))
    display = case.candidate.media.get(derivative="display")
    original = case.candidate.media.get(derivative="")
    shown = client.get(reverse("review_case:media", args=[case.public_id, display.sha256]))
    kept = client.get(reverse("review_case:media", args=[case.public_id, original.sha256]))
    assert (shown.status_code, shown["Content-Type"], len(shown.content)) == (
        200,
        "image/jpeg",
        display.octets,
    )
    assert (shown["Cache-Control"], shown["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert kept["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("review_case:media", args=[other.public_id, display.sha256])).status_code == 404


def test_changed_bytes_are_not_shown_and_cannot_be_decided(client: Client) -> None:
    case = open_case(texts={"moments": "不可见的文字。以上信息仅供参考，不构成任何投资建议。"})
    immutability.uninstall(connection)
    changed = bytes(case.candidate.document).replace("不可见".encode(), "另一种".encode())
    Candidate.objects.filter(pk=case.candidate_id).update(document=changed)
    client.force_login(officer_for(case.branch))
    page = text(client.get(address(case)))
    assert "no longer has the hash that it was submitted with" in page
    assert "另一种" not in page
    assert 'name="verdict"' not in page
    assert client.post(address(case), signed(case)).status_code == 409


def test_changes_since_the_last_edition_are_marked(client: Client, frozen_clock: FrozenClock) -> None:
    component = make_component(texts={"moments": "早安，今天是周一。以上信息仅供参考，不构成任何投资建议。"})
    edition = approve_case(submit_component(component))
    frozen_clock.advance(minutes=3)
    draft = component.latest_revision.as_object()
    draft.channels[0].value["text"] = draft.channels[0].value["text"].replace("周一", "周二")
    draft.save_revision(user=component.created_by, clean=False)
    component.refresh_from_db()
    case = submit_component(component)
    client.force_login(officer_for(case.branch))
    page = text(client.get(address(case)))
    assert edition.number in page
    assert "早安，今天是周<del>一</del><ins>二</ins>。" in page


def test_officers_read_on_top_that_it_is_a_partners(client: Client) -> None:
    case = submit_component(make_partner_piece())
    client.force_login(officer_for(case.branch))
    shown = text(client.get(address(case)))
    assert shown.index(f"Partner material of {ISSUER}") < shown.index("As the customer will see it")
    assert "Approval 示范基宣2026-001, valid until" in shown
    assert case.candidate.content["partner"]["received"]["sha256"][:16] in shown


def test_a_piece_of_the_banks_own_says_nothing_of_a_partner(client: Client) -> None:
    case = open_case()
    client.force_login(officer_for(case.branch))
    assert "data-partner" not in text(client.get(address(case)))
