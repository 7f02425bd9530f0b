"""Lessons: three questions on the phone, what is right and why, who has passed."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content.enums import Learners
from content.kinds import FAQ, LESSON
from core import clock
from core.actions import Refused
from core.models import LedgerRecord
from distribution.actions.answer_lesson import answer_lesson
from distribution.models import LessonResult
from distribution.queries.lessons import NEW_FOR, passed_counts
from people.models import Branch, User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import block, items
from tests.factories.people import UserFactory
from tests.factories.review import follow_edition, issue_of_kind, recall_edition

HTMX = {"HX-Request": "true"}
RIGHT = [2, 1, 3]
BECAUSE = ["第一题的原因。", "第二题的原因。", "第三题的原因。"]


def lesson(branch: Branch, learners: Learners = Learners.ALL_MANAGERS, **fields: object) -> Edition:
    questions = [
        {
            "asked": f"第{number}问？",
            "answers": items("甲", "乙", "丙"),
            "right_answer": right,
            "because": why,
        }
        for number, (right, why) in enumerate(zip(RIGHT, BECAUSE, strict=True), start=1)
    ]
    body = [
        block("lesson_for", {"learners": learners, "reading_minutes": 5}),
        block("lesson_text", "<p>发朋友圈前先看三件事。</p>"),
        block("lesson_test", items(*questions)),
    ]
    return issue_of_kind(LESSON.code, branch, **{"body": body, "title": "三件事", **fields})


def answer(edition: Edition, manager: User, answers: list[int]) -> LessonResult:
    return answer_lesson(edition.public_id, answers, actor=manager, at=clock.now())


def opened(client: Client, name: str, *args: object) -> BeautifulSoup:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def sent(answers: list[int]) -> dict[str, int]:
    return {f"answer_{number}": one for number, one in enumerate(answers, start=1)}


def test_the_solution_is_not_read_before_the_answer(bank: Bank, manager_client: Client) -> None:
    page = opened(manager_client, "edition", lesson(bank.tree.head_office).public_id)
    assert "发朋友圈前先看三件事。" in page.select_one(".reading").text
    assert page.select(".doc-quiz") == []
    assert not [why for why in BECAUSE if why in page.text]
    assert len(page.select("#test input[type=radio]")) == 9
    assert page.select("#test input[checked]") == []


def test_wrong_answers_are_explained_and_may_be_repeated(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    edition = lesson(bank.tree.head_office)
    address = reverse("answer_lesson", args=[edition.public_id])
    response = manager_client.post(address, sent([2, 2, 3]))
    assert response["Location"] == f"/e/{edition.public_id}/#test"
    page = opened(manager_client, "edition", edition.public_id)
    said = [one.text.split()[0] for one in page.select(".test__said")]
    assert said == ["答对了。", "答错了。", "答对了。"]
    assert all(why in page.text for why in BECAUSE)
    assert "还没通过" in page.text
    assert LessonResult.objects.get().passed_at is None
    frozen_clock.advance(minutes=1)
    part = manager_client.post(address, sent(RIGHT), headers=HTMX).content.decode()
    assert "已通过" in part
    assert "<html" not in part
    result = LessonResult.objects.get()
    assert (result.passed_at, result.tries) == (frozen_clock.at, 2)


def test_what_was_passed_stays_passed(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition, begun = lesson(bank.tree.head_office), frozen_clock.at
    answer(edition, bank.manager, RIGHT)
    frozen_clock.advance(minutes=1)
    later = answer(edition, bank.manager, [1, 1, 1])
    assert (later.passed_at, later.answers, later.tries) == (begun, [1, 1, 1], 2)
    frozen_clock.advance(minutes=1)
    assert answer(edition, bank.manager, RIGHT).passed_at == begun
    assert LedgerRecord.objects.filter(event="lesson.passed").count() == 1


@pytest.mark.parametrize("answers", [{}, {"answer_1": 2}, sent([2, 1, 9]), sent([2, 1, 4]), sent([0, 1, 3])])
def test_three_answers_are_needed(bank: Bank, manager_client: Client, answers: dict[str, int]) -> None:
    edition = lesson(bank.tree.head_office)
    refused = manager_client.post(reverse("answer_lesson", args=[edition.public_id]), answers)
    assert refused.status_code == 400
    assert "请答完三道题" in refused.content.decode()
    assert not LessonResult.objects.exists()


def test_of_a_branch_beside_or_ended_nothing_is_answered(bank: Bank, manager_client: Client) -> None:
    foreign, ended = lesson(bank.tree.west), lesson(bank.tree.head_office)
    recall_edition(ended)
    faq = issue_of_kind(FAQ.code, bank.tree.head_office)
    outcomes = [
        manager_client.post(reverse("answer_lesson", args=[one.public_id]), sent(RIGHT)).status_code
        for one in (foreign, ended, faq)
    ]
    assert outcomes == [404, 410, 404]
    assert not LessonResult.objects.exists()
    with pytest.raises(Refused):
        answer(lesson(bank.tree.head_office), UserFactory(editor=True, branch=bank.tree.east), RIGHT)


def test_what_is_due_stands_first_and_is_counted(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    head = bank.tree.head_office
    passed = lesson(head, title="已学的课")
    lesson(head, title="必修的课")
    lesson(head, Learners.NEW_MANAGERS, title="新人的课")
    lesson(head, Learners.VOLUNTARY, title="自愿的课")
    lesson(bank.tree.west, title="西城的课")
    answer(passed, bank.manager, RIGHT)
    User.objects.filter(pk=bank.manager.pk).update(date_joined=frozen_clock.at - NEW_FOR)
    page = opened(manager_client, "lessons")
    names = [one.contents[0].strip() for one in page.select("main .own__name")]
    assert names == ["必修的课", "自愿的课", "新人的课", "已学的课"]
    assert [one.text.strip() for one in page.select(".own__state--due")] == ["待完成"]
    assert "还有 1 课待完成" in opened(manager_client, "mine").text
    User.objects.filter(pk=bank.manager.pk).update(date_joined=frozen_clock.at - NEW_FOR + timedelta(days=1))
    assert "还有 2 课待完成" in opened(manager_client, "mine").text


def test_a_newer_edition_is_to_be_taken_anew(bank: Bank, manager_client: Client) -> None:
    edition = lesson(bank.tree.head_office)
    answer(edition, bank.manager, RIGHT)
    assert "待完成" not in opened(manager_client, "mine").text
    follow_edition(edition, title="三件事新版")
    assert "还有 1 课待完成" in opened(manager_client, "mine").text


def test_a_branch_is_counted_with_those_below_it(bank: Bank, frozen_clock: FrozenClock) -> None:
    tree, at = bank.tree, frozen_clock.at
    every, new = lesson(tree.head_office), lesson(tree.east, Learners.NEW_MANAGERS)
    lesson(tree.head_office, Learners.VOLUNTARY)
    lesson(tree.west)
    colleague = UserFactory(manager=True, branch=tree.east)
    gone = UserFactory(manager=True, branch=tree.east, is_active=True)
    west = UserFactory(manager=True, branch=tree.west)
    UserFactory(lead=True, branch=tree.east)
    for person in (bank.manager, gone, west):
        answer(every, person, RIGHT)
    answer(every, colleague, [1, 1, 1])
    User.objects.filter(pk=gone.pk).update(is_active=False)
    User.objects.filter(pk__in=[bank.manager.pk, colleague.pk]).update(date_joined=at - NEW_FOR)
    User.objects.filter(pk=colleague.pk).update(date_joined=at)
    answer(new, colleague, RIGHT)
    answer(new, bank.manager, RIGHT)
    counts = {one.edition: (one.passed, one.of) for one in passed_counts(tree.east, at)}
    assert counts == {every: (1, 2), new: (1, 1)}
    assert [(one.passed, one.of) for one in passed_counts(tree.east_sub, at)] == [(0, 0), (1, 1)]


def test_many_cost_no_more(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answer(lesson(bank.tree.head_office), bank.manager, RIGHT)
    with django_assert_num_queries(8) as page:
        opened(manager_client, "lessons")
    at = clock.now()
    with django_assert_num_queries(3):
        passed_counts(bank.tree.east, at)
    for _number in range(19):
        answer(lesson(bank.tree.head_office), bank.manager, RIGHT)
    with django_assert_num_queries(len(page)):
        opened(manager_client, "lessons")
    with django_assert_num_queries(3):
        assert len(passed_counts(bank.tree.east, at)) == 20
