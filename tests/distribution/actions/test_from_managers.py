"""What managers tell the editors, and who may answer."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from content.enums import ComponentState
from content.models import Component
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from distribution.actions.answer_feedback import answer_feedback
from distribution.actions.ask_for_content import ask_for_content
from distribution.actions.decline_request import decline_request
from distribution.actions.give_feedback import Opinion, give_feedback
from distribution.actions.start_requested import start_requested
from distribution.enums import RequestState, Unusable, Usefulness
from distribution.models import ContentRequest, Feedback
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import wish
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition

LATE = Opinion(Usefulness.NOT_USABLE, Unusable.TOO_LATE, "九点半才到")
USEFUL = Opinion(Usefulness.USEFUL)


def given(bank: Bank, edition: Edition | None = None, opinion: Opinion = LATE) -> Feedback:
    piece = edition or issue_edition(branch=bank.tree.head_office)
    return give_feedback(piece.public_id, opinion, actor=bank.manager, at=clock.now())


def asked(bank: Bank) -> ContentRequest:
    return ask_for_content(wish("端午短文案"), actor=bank.manager, at=clock.now())


def test_an_opinion_is_kept_with_its_deadline(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    shanghai = ZoneInfo("Asia/Shanghai")
    asked_at = clock.now().astimezone(shanghai).replace(hour=16, minute=0, second=0, microsecond=0)
    frozen_clock.move_to(asked_at)
    kept = given(bank, edition)
    assert (kept.branch, kept.reason, kept.words) == (bank.tree.head_office, "too_late", "九点半才到")
    assert kept.answer_due == datetime(asked_at.year, asked_at.month, asked_at.day + 2, 16, tzinfo=shanghai)
    assert LedgerRecord.objects.filter(event="feedback.given").count() == 1


def test_a_new_opinion_takes_the_place_of_the_old_and_moves_no_deadline(
    bank: Bank, frozen_clock: FrozenClock
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    first = given(bank, edition)
    frozen_clock.advance(hours=3)
    again = given(bank, edition, Opinion(Usefulness.NOT_USABLE, Unusable.WRONG))
    assert (again.pk, again.answer_due, again.reason) == (first.pk, first.answer_due, "wrong")
    useful = given(bank, edition, USEFUL)
    assert (useful.pk, useful.answer_due, useful.reason) == (first.pk, None, "")


@pytest.mark.parametrize(
    "opinion", [Opinion(Usefulness.NOT_USABLE), Opinion(Usefulness.USEFUL, Unusable.WRONG)]
)
def test_a_reason_belongs_to_what_is_not_usable(bank: Bank, opinion: Opinion) -> None:
    with pytest.raises(ValueError, match="Opinion"):
        given(bank, opinion=opinion)
    assert not Feedback.objects.exists()


def test_only_managers_who_see_the_piece_have_an_opinion(bank: Bank) -> None:
    foreign = issue_edition(branch=bank.tree.west)
    recalled = issue_edition(branch=bank.tree.head_office)
    recall_edition(recalled)
    for edition in (foreign, recalled):
        with pytest.raises(Edition.DoesNotExist):
            given(bank, edition)
    own = issue_edition(branch=bank.tree.head_office)
    editor = UserFactory(editor=True, branch=bank.tree.east_sub)
    with pytest.raises(Refused):
        give_feedback(own.public_id, USEFUL, actor=editor, at=clock.now())
    with pytest.raises(Refused):
        ask_for_content(wish(), actor=editor, at=clock.now())
    assert not Feedback.objects.exists()
    assert not ContentRequest.objects.exists()


def test_an_editor_of_the_pieces_branch_answers_once(bank: Bank) -> None:
    kept = given(bank)
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    answered = answer_feedback(kept.public_id, " 明天起七点半发 ", actor=editor, at=clock.now())
    assert (answered.answer, answered.answered_by) == ("明天起七点半发", editor)
    with pytest.raises(Conflict):
        answer_feedback(kept.public_id, "再答一次", actor=editor, at=clock.now())
    with pytest.raises(Conflict):
        give_feedback(kept.edition.public_id, USEFUL, actor=bank.manager, at=clock.now())
    kept.refresh_from_db()
    assert (kept.answer, kept.usefulness) == ("明天起七点半发", "not_usable")


def test_nobody_else_answers(bank: Bank) -> None:
    kept, useful = given(bank), given(bank, issue_edition(branch=bank.tree.head_office), USEFUL)
    head_office = bank.tree.head_office
    for actor in (
        UserFactory(editor=True, branch=bank.tree.east_sub),
        UserFactory(officer=True, branch=head_office),
        bank.manager,
    ):
        with pytest.raises(Refused):
            answer_feedback(kept.public_id, "好", actor=actor, at=clock.now())
    editor = UserFactory(editor=True, branch=head_office)
    with pytest.raises(ValueError, match="  "):
        answer_feedback(kept.public_id, "  ", actor=editor, at=clock.now())
    with pytest.raises(Conflict):
        answer_feedback(useful.public_id, "谢谢", actor=editor, at=clock.now())
    assert not Feedback.objects.exclude(answered_at=None).exists()


def test_a_request_asks_once(bank: Bank) -> None:
    one = wish("端午短文案")
    first = ask_for_content(one, actor=bank.manager, at=clock.now())
    again = ask_for_content(replace(one, title="改了"), actor=bank.manager, at=clock.now())
    assert (again.pk, again.title, again.state) == (first.pk, "端午短文案", RequestState.OPEN)
    assert first.branch == bank.manager.branch
    assert LedgerRecord.objects.filter(event="content.requested").count() == 1


def test_a_request_becomes_a_draft(bank: Bank) -> None:
    wanted = asked(bank)
    editor = UserFactory(editor=True, branch=bank.tree.east)
    draft = start_requested(wanted.public_id, "morning_brief", actor=editor, at=clock.now())
    wanted.refresh_from_db()
    assert (draft.title, draft.branch, draft.state) == ("端午短文案", bank.tree.east, ComponentState.DRAFT)
    assert (wanted.state, wanted.component_id, wanted.handled_by) == ("started", draft.pk, editor)
    assert draft.get_latest_revision_as_object().title == "端午短文案"
    for verb, said in ((start_requested, "morning_brief"), (decline_request, "不写了")):
        with pytest.raises(Conflict):
            verb(wanted.public_id, said, actor=editor, at=clock.now())


def test_a_request_is_declined_with_words(bank: Bank) -> None:
    wanted = asked(bank)
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    with pytest.raises(ValueError, match=" "):
        decline_request(wanted.public_id, " ", actor=editor, at=clock.now())
    declined = decline_request(wanted.public_id, "请用上周的长文", actor=editor, at=clock.now())
    assert (declined.state, declined.answer) == (RequestState.DECLINED, "请用上周的长文")


def test_nobody_else_handles_a_request(bank: Bank) -> None:
    wanted = asked(bank)
    for actor in (
        UserFactory(editor=True, branch=bank.tree.west),
        UserFactory(operator=True, branch=bank.tree.head_office),
    ):
        with pytest.raises(Refused):
            start_requested(wanted.public_id, "morning_brief", actor=actor, at=clock.now())
        with pytest.raises(Refused):
            decline_request(wanted.public_id, "不", actor=actor, at=clock.now())
    editor = UserFactory(editor=True, branch=bank.tree.east_sub)
    with pytest.raises(KeyError):
        start_requested(wanted.public_id, "ugc_story", actor=editor, at=clock.now())
    with pytest.raises(ContentRequest.DoesNotExist):
        start_requested(uuid4(), "morning_brief", actor=editor, at=clock.now())
    wanted.refresh_from_db()
    assert wanted.state == RequestState.OPEN
    assert not Component.objects.exists()
