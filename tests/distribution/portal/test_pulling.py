import json
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core import blobs
from distribution.enums import PullStatus
from distribution.models import Pull, PullCounter
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import ImageFactory
from tests.factories.distribution import pull_edition, recall_task
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition, resume_edition, suspend_edition

HTMX = {"HX-Request": "true"}
TEXT = "这是朋友圈文案，<b>尖括号</b>照样。以上信息仅供参考，不构成任何投资建议。"


def order(**changes: object) -> dict[str, object]:
    return {"channel": "moments", "segment": "credit_card", "request_key": uuid4(), **changes}


def take(edition: Edition) -> str:
    return reverse("take", args=[edition.public_id])


def test_after_a_tap_there_is_text_to_copy_and_pictures_to_save(bank: Bank, manager_client: Client) -> None:
    pictures = [ImageFactory(branch=bank.tree.head_office) for _number in range(2)]
    edition = issue_edition(branch=bank.tree.head_office, texts={"moments": TEXT}, pictures=pictures)
    response = manager_client.post(take(edition), order(), headers=HTMX)
    part = response.content.decode()
    made = Pull.objects.get()
    assert response.status_code == 200
    assert "&lt;b&gt;尖括号&lt;/b&gt;" in part
    assert part.count("?save=1") == 2
    assert made.produced_sha256[:4] in part
    produced = json.loads(blobs.get(made.produced_sha256))
    assert produced["text"] == TEXT
    assert produced["pictures"] == [picture.content_sha256 for picture in pictures]


def test_without_javascript_it_leads_to_a_page(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, texts={"moments": TEXT})
    response = manager_client.post(take(edition), order(), follow=True)
    assert response.redirect_chain == [(reverse("taken", args=[Pull.objects.get().public_id]), 302)]
    assert "data-copy" in response.content.decode()


def test_the_same_key_gives_the_same_pull(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    tap = order()
    answers = {manager_client.post(take(edition), tap)["Location"] for _tap in range(3)}
    assert len(answers) == 1
    assert PullCounter.objects.get(limit="segment_day").used == 1


def test_at_the_limit_it_says_so(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    for _number in range(settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY):
        assert manager_client.post(take(edition), order(), headers=HTMX).status_code == 200
    for headers in ({}, HTMX):
        response = manager_client.post(take(edition), order(), headers=headers)
        assert response.status_code == 409
        assert str(settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY) in response.content.decode()
    assert Pull.objects.count() == settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY


@pytest.mark.parametrize(
    "changes",
    [{"channel": "television"}, {"segment": "everybody"}, {"request_key": "x"}, {"segment": ""}],
)
def test_what_the_form_does_not_offer_is_refused(
    bank: Bank, manager_client: Client, changes: dict[str, str]
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    assert manager_client.post(take(edition), order(**changes)).status_code == 400
    assert not Pull.objects.exists()


@pytest.mark.parametrize("changes", [{"channel": "one_to_one"}, {"segment": "elderly"}])
def test_what_is_locked_says_why(bank: Bank, manager_client: Client, changes: dict[str, str]) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    response = manager_client.post(take(edition), order(**changes), headers=HTMX)
    assert (response.status_code, Pull.objects.count()) == (409, 0)


def test_a_used_key_for_other_customers_is_a_conflict(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, segments=["credit_card", "payroll"])
    tap = order()
    manager_client.post(take(edition), tap)
    response = manager_client.post(take(edition), {**tap, "segment": "payroll"}, headers=HTMX)
    assert (response.status_code, Pull.objects.count()) == (409, 1)


def test_recalled_meanwhile_hands_out_nothing(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, texts={"moments": TEXT})
    tap = order()
    manager_client.post(take(edition), tap)
    made = Pull.objects.get()
    recall_edition(edition)
    answers = [
        manager_client.post(take(edition), order()),
        manager_client.post(take(edition), tap, headers=HTMX),
        manager_client.get(reverse("taken", args=[made.public_id])),
    ]
    for response in answers:
        assert response.status_code == 410
        assert "朋友圈文案" not in response.content.decode()
    assert Pull.objects.count() == 1


def test_another_branchs_edition_and_anothers_pull_do_not_exist(bank: Bank, manager_client: Client) -> None:
    foreign = issue_edition(branch=bank.tree.west)
    assert manager_client.post(take(foreign), order()).status_code == 404
    colleague = UserFactory(manager=True, branch=bank.tree.west)
    theirs = pull_edition(foreign, colleague)
    assert manager_client.get(reverse("taken", args=[theirs.public_id])).status_code == 404
    assert manager_client.post(reverse("sent", args=[theirs.public_id])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.status == PullStatus.RESERVED


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_declaring_sent(bank: Bank, manager_client: Client, headers: dict[str, str]) -> None:
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    response = manager_client.post(reverse("sent", args=[made.public_id]), headers=headers)
    assert response.status_code == (200 if headers else 302)
    made.refresh_from_db()
    assert made.status == PullStatus.CONFIRMED


def test_my_pulls_are_mine_and_tell_what_is_over(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    owner = bank.tree.head_office
    kept = pull_edition(issue_edition(branch=owner, title="仍有效"), bank.manager)
    recall_task(issue_edition(branch=owner, title="已召回的那条"), bank.manager)
    pull_edition(
        issue_edition(branch=owner, title="同事的"), UserFactory(manager=True, branch=bank.tree.east_sub)
    )
    page = manager_client.get("/pulls/").content.decode()
    link = f'href="{reverse("taken", args=[kept.public_id])}"'
    assert link in page
    assert page.count('class="pull"') == 2
    assert page.count("chip--stop") == 1
    assert "同事的" not in page
    frozen_clock.move_to(kept.edition.valid_until)
    manager_client.force_login(bank.manager)
    assert link not in manager_client.get("/pulls/").content.decode()
    frozen_clock.advance(days=31)
    manager_client.force_login(bank.manager)
    assert 'class="empty"' in manager_client.get("/pulls/").content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_queries_of_my_pulls_do_not_grow(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        segment = ("credit_card", "payroll", "elderly", "neighbourhood")[number % 4]
        pull_edition(
            issue_edition(branch=bank.tree.head_office, segments=[segment]), bank.manager, segment=segment
        )
    with django_assert_num_queries(7):
        page = manager_client.get("/pulls/").content.decode()
    assert page.count('class="pull"') == count


def test_my_pulls_say_what_is_suspended_and_why(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, texts={"moments": TEXT})
    pull_edition(edition, bank.manager)
    suspend_edition(edition, reason="第一次的原因。")
    resume_edition(edition)
    assert "第一次的原因。" not in manager_client.get(reverse("pulls")).content.decode()
    suspend_edition(edition, reason="第二次的原因。")
    page = manager_client.get(reverse("pulls")).content.decode()
    assert "第二次的原因。" in page
    assert "第一次的原因。" not in page
    recall_edition(edition)
    assert "第二次的原因。" not in manager_client.get(reverse("pulls")).content.decode()
