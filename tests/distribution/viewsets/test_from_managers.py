"""From managers: the editors' list."""

from django.test import Client

from content.models import Component
from core import clock
from distribution.actions.ask_for_content import ask_for_content
from distribution.actions.give_feedback import Opinion, give_feedback
from distribution.enums import RequestState, Unusable, Usefulness
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import wish
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition

LIST = "/admin/from-managers/"


def test_an_editor_sees_what_waits_and_answers(bank: Bank, client: Client, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    opinion = Opinion(Usefulness.NOT_USABLE, Unusable.WRONG, "利率写错了")
    given = give_feedback(edition.public_id, opinion, actor=bank.manager, at=clock.now())
    client.force_login(UserFactory(editor=True, branch=bank.tree.head_office))
    assert "已超时" not in client.get(LIST).content.decode()
    frozen_clock.advance(days=7)
    client.force_login(UserFactory(editor=True, branch=bank.tree.head_office))
    page = client.get(LIST).content.decode()
    assert "利率写错了" in page
    assert "已超时" in page
    client.post(f"{LIST}feedback/{given.public_id}/", {"words": " "})
    given.refresh_from_db()
    assert given.answered_at is None
    client.post(f"{LIST}feedback/{given.public_id}/", {"words": "已更正重发"})
    given.refresh_from_db()
    assert given.answer == "已更正重发"
    assert "已超时" not in client.get(LIST).content.decode()


def test_a_request_is_started_with_one_click(bank: Bank, client: Client) -> None:
    wanted = ask_for_content(wish("端午短文案"), actor=bank.manager, at=clock.now())
    client.force_login(UserFactory(editor=True, branch=bank.tree.head_office))
    assert "端午短文案" in client.get(LIST).content.decode()
    assert client.post(f"{LIST}requests/{wanted.public_id}/start/", {"kind": "ugc_story"}).status_code == 404
    answer = client.post(f"{LIST}requests/{wanted.public_id}/start/", {"kind": "morning_brief"})
    draft = Component.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/edit/{draft.pk}/")
    assert "端午短文案" in client.get(answer["Location"]).content.decode()


def test_a_request_is_declined(bank: Bank, client: Client) -> None:
    wanted = ask_for_content(wish(), actor=bank.manager, at=clock.now())
    client.force_login(UserFactory(editor=True, branch=bank.tree.east))
    client.post(f"{LIST}requests/{wanted.public_id}/decline/", {"words": "请用上周的长文"})
    wanted.refresh_from_db()
    assert (wanted.state, wanted.answer) == (RequestState.DECLINED, "请用上周的长文")
