"""Editions: list, page, recall, downloads."""

import json
from collections.abc import Collection, Mapping

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import immutability
from core.domain import canonical
from core.models import LedgerRecord
from review import registry
from review.enums import EditionStatus
from review.models import Candidate, Edition, Recall
from tests.conftest import FrozenClock
from tests.content.posting import signed_in
from tests.factories.content import ImageFactory
from tests.factories.people import PASSWORD, UserFactory, branch_tree
from tests.factories.review import issue_edition, officer_for, recall_edition
from tests.factories.stories import withdrawn_story
from tests.review.test_agreements import forge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

LIST = "review_edition:index"


@pytest.fixture(autouse=True)
def no_counted_attempts() -> None:
    cache.clear()


@pytest.fixture
def counted_posts(monkeypatch: pytest.MonkeyPatch) -> str:
    """An upper room that says that seven things depend on each edition."""

    def count(keys: Collection[int]) -> Mapping[int, int]:
        return dict.fromkeys(keys, 7)

    monkeypatch.setitem(registry._dependents, "posts", registry.Dependents("posts", "Printed posts", count))
    return "Printed posts"


def address(edition: Edition) -> str:
    return reverse("review_edition:edition", args=[edition.public_id])


def text(response: object) -> str:
    return response.content.decode()


def listed(response: object) -> list[Edition]:
    return list(response.context["object_list"])


def test_the_list_tells_standing_and_dependents(client: Client, counted_posts: str) -> None:
    tree = branch_tree()
    active, hidden = issue_edition(branch=tree.east), issue_edition(branch=tree.west, title="不可外泄的标题")
    recalled = issue_edition(branch=tree.east, kind="product_analysis")
    recall_edition(recalled)
    client.force_login(UserFactory(auditor=True, branch=tree.east))
    response = client.get(reverse(LIST))
    page = text(response)
    assert listed(response) == [recalled, active]
    assert active.number in page
    assert counted_posts in page
    assert page.count("Recalled") == 2
    assert hidden.title not in page
    assert listed(client.get(f"{reverse(LIST)}?standing=recalled")) == [recalled]
    assert listed(client.get(f"{reverse(LIST)}?kind=morning_brief")) == [active]
    assert listed(client.get(f"{reverse('review_edition:index_results')}?q={active.number}")) == [active]


def test_an_empty_list_says_how_editions_come_about(client: Client) -> None:
    client.force_login(UserFactory(officer=True))
    assert "A piece becomes one when it has been approved at every level." in text(client.get(reverse(LIST)))


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    branch = branch_tree().head_office
    client.force_login(UserFactory(officer=True, branch=branch))
    counts = []
    for wanted in (1, 20):
        while Edition.objects.count() < wanted:
            issue_edition(branch=branch)
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as captured:
            assert len(listed(client.get(reverse(LIST)))) == wanted
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[1] <= 18


def test_the_page_has_certificate_ledger_and_neighbours(client: Client, counted_posts: str) -> None:
    branch = branch_tree().head_office
    edition = issue_edition(branch=branch, pictures=[ImageFactory(branch=branch)])
    follower = issue_edition(component=edition.component)
    client.force_login(UserFactory(auditor=True, branch=branch))
    page = text(client.get(address(edition)))
    record = LedgerRecord.objects.get(event="edition.issued", subject=edition.ledger_subject)
    for expected in (
        edition.number,
        "It is no filing with, and no approval by, any authority.",
        edition.content_sha256,
        edition.edition_sha256,
        record.record_sha256,
        str(edition.case.decisions.get().officer),
        follower.number,
        counted_posts,
        "doc-moments",
    ):
        assert expected in page
    assert edition.number in text(client.get(address(follower)))
    assert 'name="reason"' not in page


def test_downloads_are_the_exact_bytes(client: Client) -> None:
    edition = issue_edition()
    client.force_login(UserFactory(auditor=True, branch=edition.branch))
    certificate = client.get(reverse("review_edition:certificate", args=[edition.public_id]))
    document = client.get(reverse("review_edition:document", args=[edition.public_id]))
    assert canonical.sha256(certificate.content) == edition.edition_sha256
    assert canonical.sha256(document.content) == edition.content_sha256
    assert json.loads(certificate.content)["number"] == edition.number
    assert (
        certificate["Content-Disposition"] == f'attachment; filename="certificate-{edition.public_id}.json"'
    )
    assert document["Cache-Control"] == "private, no-store"


def test_another_branchs_edition_does_not_exist_but_the_attempt_is_on_record(client: Client) -> None:
    tree = branch_tree()
    edition = issue_edition(branch=tree.east, title="不可外泄的标题")
    client.force_login(UserFactory(officer=True, branch=tree.west))
    names = ["review_edition:edition", "review_edition:certificate", "review_edition:document"]
    answers = [client.get(reverse(name, args=[edition.public_id])) for name in names]
    answers.append(client.post(address(edition), {"reason": "数据有误。", "correction": ""}))
    assert [answer.status_code for answer in answers] == [404] * 4
    assert not any("不可外泄的标题" in text(answer) for answer in answers)
    assert LedgerRecord.objects.get(event="attempt.refused").subject == edition.ledger_subject
    edition.refresh_from_db()
    assert edition.status == EditionStatus.ISSUED


def test_an_officer_recalls(client: Client, frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    client.force_login(officer_for(edition.branch))
    response = client.post(
        address(edition), {"reason": "数据有误。", "correction": "更正说明。"}, follow=True
    )
    page = text(response)
    assert "It is gone from every page" in page
    assert "数据有误。" in page
    assert "更正说明。" in page
    assert 'name="reason"' not in page
    assert not Edition.objects.readable(frozen_clock.at).exists()


def test_a_recall_needs_reason_and_password_and_keeps_what_was_typed(
    client: Client, frozen_clock: FrozenClock
) -> None:
    edition = issue_edition()
    client.force_login(officer_for(edition.branch))
    response = client.post(address(edition), {"reason": " ", "correction": "更正说明。"})
    assert response.context["form"].errors == {
        "reason": ["Say why: managers are asked to delete their posts."]
    }
    assert "更正说明。" in text(response)
    frozen_clock.advance(minutes=6)
    response = client.post(address(edition), {"reason": "数据有误。", "correction": "", "password": "guess"})
    assert response.context["form"].errors == {"password": ["This is not your password. Nothing was signed."]}
    assert "数据有误。" in text(response)
    client.post(address(edition), {"reason": "数据有误。", "correction": "", "password": PASSWORD})
    edition.refresh_from_db()
    assert edition.status == EditionStatus.RECALLED


def test_a_second_recall_is_a_conflict_with_words(client: Client) -> None:
    edition = issue_edition()
    client.force_login(officer_for(edition.branch))
    data = {"reason": "数据有误。", "correction": ""}
    client.post(address(edition), data)
    response = client.post(address(edition), data)
    assert response.status_code == 409
    assert "This edition was recalled already." in text(response)


def test_an_editor_cannot_recall_and_the_attempt_is_on_record(client: Client) -> None:
    edition = issue_edition()
    client.force_login(UserFactory(editor=True, branch=edition.branch))
    assert 'name="reason"' not in text(client.get(address(edition)))
    response = client.post(address(edition), {"reason": "数据有误。", "correction": ""})
    assert response.status_code == 403
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1


def test_a_forged_row_is_called_so_and_shows_nothing(client: Client) -> None:
    edition = issue_edition(texts={"moments": "不可见的文字。以上信息仅供参考，不构成任何投资建议。"})
    forged = forge(Edition.objects.get(pk=edition.pk))
    client.force_login(UserFactory(auditor=True, branch=edition.branch))
    page = text(client.get(address(forged)))
    assert "The ledger has no valid record of this edition." in page
    assert "不可见的文字" not in page
    assert text(client.get(reverse(LIST))).count("Not in the ledger") == 1


def test_changed_bytes_are_not_shown(client: Client) -> None:
    edition = issue_edition(texts={"moments": "不可见的文字。以上信息仅供参考，不构成任何投资建议。"})
    immutability.uninstall(connection)
    changed = bytes(edition.candidate.document).replace("不可见".encode(), "另一种".encode())
    Candidate.objects.filter(pk=edition.candidate_id).update(document=changed)
    client.force_login(UserFactory(auditor=True, branch=edition.branch))
    page = text(client.get(address(edition)))
    assert "no longer have the hashes that were approved" in page
    assert "另一种" not in page


def test_a_withdrawn_consent_names_branch_and_role_and_not_who_passed_it_on() -> None:
    edition = withdrawn_story()
    recall = Recall.objects.get()
    officer = UserFactory(officer=True, branch=edition.branch)
    page = signed_in(officer).get(reverse("review_edition:edition", args=[edition.public_id]))
    told = page.context["recalled_by"]
    assert told == f"{edition.branch} Customer manager"
    assert recall.recalled_by.display_name not in told
