"""What managers said of pieces and asked for, and what the editors answered."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.stories import newest_edition
from cms.demo.timetable import Timetable
from cms.demo.writing import stable_id
from core.clock import business_day
from distribution.actions.answer_feedback import answer_feedback
from distribution.actions.ask_for_content import Wish, ask_for_content
from distribution.actions.decline_request import decline_request
from distribution.actions.give_feedback import Opinion, give_feedback
from distribution.enums import RequestState, Unusable, Usefulness
from distribution.models import ContentRequest, Feedback
from review.models import Edition


def voice_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield a step for each opinion and each wish, and for each answer to one."""
    for data in table("voice")["opinions"]:
        yield Step(timetable.at(data["at"]), "反馈", partial(_is_given, data), partial(_give, data))
        if answer := data.get("answered"):
            yield Step(
                timetable.at(answer["at"]), "答复", partial(_is_answered, data), partial(_answer, data)
            )
    for data in table("voice")["wishes"]:
        yield Step(timetable.at(data["at"]), "内容需求", partial(_is_asked, data), partial(_ask, data))
        if answer := data.get("declined"):
            yield Step(
                timetable.at(answer["at"]), "答复", partial(_is_declined, data), partial(_decline, data)
            )


def _own_opinion(data: Mapping[str, Any]) -> Feedback | None:
    edition = newest_edition(data["piece"])
    return Feedback.objects.filter(manager__username=data["by"], edition=edition).first() if edition else None


def _is_given(data: Mapping[str, Any]) -> bool:
    return _own_opinion(data) is not None


def _give(data: Mapping[str, Any], at: datetime) -> None:
    edition = newest_edition(data["piece"])
    if edition is None:
        raise Edition.DoesNotExist(data["piece"])
    opinion = (
        Opinion(Usefulness.USEFUL)
        if data.get("useful")
        else Opinion(Usefulness.NOT_USABLE, Unusable(data["reason"]), data["words"])
    )
    give_feedback(edition.public_id, opinion, actor=user(data["by"]), at=at)


def _is_answered(data: Mapping[str, Any]) -> bool:
    given = _own_opinion(data)
    return given is not None and given.answered_at is not None


def _answer(data: Mapping[str, Any], at: datetime) -> None:
    given, answer = _own_opinion(data), data["answered"]
    if given is None:
        raise Feedback.DoesNotExist(data["piece"])
    answer_feedback(given.public_id, answer["words"], actor=user(answer["by"]), at=at)


def _own_wish(data: Mapping[str, Any]) -> ContentRequest | None:
    return ContentRequest.objects.filter(request_key=stable_id(data["code"])).first()


def _is_asked(data: Mapping[str, Any]) -> bool:
    return _own_wish(data) is not None


def _ask(data: Mapping[str, Any], at: datetime) -> None:
    wanted_by = business_day(at) + timedelta(days=data["wanted"])
    wish = Wish(data["title"], data["purpose"], wanted_by, stable_id(data["code"]))
    ask_for_content(wish, actor=user(data["by"]), at=at)


def _is_declined(data: Mapping[str, Any]) -> bool:
    asked = _own_wish(data)
    return asked is not None and asked.state == RequestState.DECLINED


def _decline(data: Mapping[str, Any], at: datetime) -> None:
    asked, answer = _own_wish(data), data["declined"]
    if asked is None:
        raise ContentRequest.DoesNotExist(data["code"])
    decline_request(asked.public_id, answer["words"], actor=user(answer["by"]), at=at)
