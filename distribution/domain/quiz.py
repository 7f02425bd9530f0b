"""The three questions of a lesson, and what an answer to them is worth. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.domain.document import Document, body_values

TEST = "lesson_test"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `right` is the number of the right answer, from one, `because` why it is."""

    asked: str
    answers: tuple[str, ...]
    right: int
    because: str


def questions_of(document: Document) -> tuple[Question, ...]:
    """Return the questions of a lesson's document, none of another's."""
    return tuple(_question(item["value"]) for value in body_values(document, TEST) for item in value)


def without_test(document: Document) -> Document:
    """Return `document` without its questions: whoever is to answer them does not read the solution first."""
    return {**document, "body": [block for block in document["body"] if block["type"] != TEST]}


def fits(questions: Sequence[Question], answers: Sequence[int]) -> bool:
    """Return whether there is one of the given answers for each question."""
    return len(answers) == len(questions) and all(
        1 <= answer <= len(question.answers) for question, answer in zip(questions, answers, strict=True)
    )


def all_right(questions: Sequence[Question], answers: Sequence[int]) -> bool:
    """Return whether every answer is the right one. The answers fit."""
    return all(question.right == answer for question, answer in zip(questions, answers, strict=True))


def _question(value: Document) -> Question:
    return Question(
        value["asked"],
        tuple(item["value"] for item in value["answers"]),
        int(value["right_answer"]["decimal"]),
        value["because"],
    )
