"""To the editors, on the phone."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core import clock
from distribution.actions.answer_feedback import answer_feedback
from distribution.actions.ask_for_content import ask_for_content
from distribution.actions.give_feedback import Opinion, give_feedback
from distribution.enums import Unusable, Usefulness
from distribution.models import ContentRequest, Feedback
from tests.distribution.conftest import Bank
from tests.factories.content import today
from tests.factories.distribution import wish
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition


def test_an_opinion_is_given_below_the_piece(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    address = f"/e/{edition.public_id}/opinion/"
    assert address in manager_client.get(f"/e/{edition.public_id}/").content.decode()
    answer = manager_client.post(address, {"usefulness": "not_usable", "reason": "other", "words": "字太小"})
    assert (answer.status_code, answer["Location"]) == (302, "/voice/")
    page = manager_client.get("/voice/").content.decode()
    assert "字太小" in page
    assert "编辑将在" in page


def test_what_is_missing_is_said(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    address = f"/e/{edition.public_id}/opinion/"
    without_reason = manager_client.post(address, {"usefulness": "not_usable"})
    without_words = manager_client.post(address, {"usefulness": "not_usable", "reason": "other"})
    assert [without_reason.status_code, without_words.status_code] == [400, 400]
    assert "请选择为什么不能用" in without_reason.content.decode()
    assert "请用几个字说明为什么不能用" in without_words.content.decode()
    assert not Feedback.objects.exists()


def test_the_answer_is_shown_to_its_manager_alone(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    given = give_feedback(
        edition.public_id,
        Opinion(Usefulness.NOT_USABLE, Unusable.WRONG, "利率写错了"),
        actor=bank.manager,
        at=clock.now(),
    )
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    answer_feedback(given.public_id, "已更正重发", actor=editor, at=clock.now())
    assert "已更正重发" in manager_client.get("/voice/").content.decode()
    manager_client.force_login(UserFactory(manager=True, branch=bank.tree.east_sub))
    theirs = manager_client.get("/voice/").content.decode()
    assert "已更正重发" not in theirs
    assert "利率写错了" not in theirs


def test_a_request_is_sent(bank: Bank, manager_client: Client) -> None:
    body = {
        "title": "端午短文案",
        "purpose": "给新客户",
        "wanted_by": today().isoformat(),
        "request_key": str(uuid4()),
    }
    for _tap in range(2):
        assert manager_client.post("/voice/request/", body)["Location"] == "/voice/"
    assert ContentRequest.objects.get().manager == bank.manager
    late = {**body, "request_key": str(uuid4()), "wanted_by": (today() - timedelta(days=1)).isoformat()}
    refused = manager_client.post("/voice/request/", late)
    assert refused.status_code == 400
    assert "端午短文案" in refused.content.decode()
    assert manager_client.post("/voice/request/", {**body, "request_key": "x"}).status_code == 404
    assert ContentRequest.objects.count() == 1


def test_many_cost_no_more(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask_for_content(wish(), actor=bank.manager, at=clock.now())
    with django_assert_num_queries(8) as one:
        manager_client.get("/voice/")
    for _request in range(19):
        ask_for_content(wish(), actor=bank.manager, at=clock.now())
    with django_assert_num_queries(len(one)):
        manager_client.get("/voice/")
