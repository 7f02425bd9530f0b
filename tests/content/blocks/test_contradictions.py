"""What a block refuses, in words, at the field that is wrong."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.blocks import Block

from content.blocks.activity import PrizesBlock, RunDownBlock
from content.blocks.chart import MarketTableBlock
from content.blocks.lesson import TestQuestionBlock as QuestionOfTestBlock
from content.blocks.occasion import ColumnBlock
from content.blocks.offer import OfferBlock, OfferTimesBlock
from content.blocks.poster import ConsentBlock
from content.blocks.topic import TopicBlock
from content.enums import ChartShape, ColumnOccasion, QuoteRight

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OFFER = {"merchant": "示范咖啡馆", "gives": "第二杯半价", "price": "18", "usual_price": "24"}
POINTS = [{"name": "1月", "value": "3.1"}, {"name": "2月", "value": "3.0"}]
TABLE = {
    "caption": "LPR",
    "unit": "%",
    "as_of": EIGHT.isoformat(),
    "source": "示范中心",
    "shape": ChartShape.LINE,
    "points": POINTS,
}
QUESTION = {"asked": "可以吗？", "answers": ["可以", "不可以"], "right_answer": 2, "because": "因为。"}
COLUMN = {"column_name": "周三福利日", "weekday": None, "first_day": None, "last_day": None}
STEP = {"minute": 0, "message": "开始", "host_action": "", "picture": None}
PRIZE = {"prize": "帆布袋", "quantity": 1, "worth": "30", "handed_out": "三日内"}

COMPLETE: list[tuple[Block, Any]] = [
    (OfferBlock(), OFFER),
    (OfferTimesBlock(), {"starts": EIGHT.isoformat(), "ends": EIGHT.replace(hour=9).isoformat()}),
    (MarketTableBlock(), TABLE),
    (QuestionOfTestBlock(), QUESTION),
    (ColumnBlock(), {**COLUMN, "occasion": ColumnOccasion.WEEKDAY, "weekday": "3"}),
    (RunDownBlock(), [STEP]),
    (PrizesBlock(), [PRIZE]),
    (TopicBlock(), {"words": "早睡", "author": "", "right": QuoteRight.OWN}),
    (ConsentBlock(), {"consent_number": "SQ-1", "given_on": "2026-03-01", "holds_until": "2026-03-01"}),
]

WRONG: list[tuple[Block, Any, str]] = [
    (OfferBlock(), {**OFFER, "usual_price": "18"}, "The usual price must be above the price of the offer."),
    (
        OfferTimesBlock(),
        {"starts": EIGHT.isoformat(), "ends": EIGHT.isoformat()},
        "The end must be after the beginning.",
    ),
    (MarketTableBlock(), {**TABLE, "points": [POINTS[0], POINTS[0]]}, "“1月” stands there twice."),
    (QuestionOfTestBlock(), {**QUESTION, "right_answer": 3}, "There are only 2 answers."),
    (
        ColumnBlock(),
        {**COLUMN, "occasion": ColumnOccasion.WEEKDAY},
        "Choose the weekday of the column.",
    ),
    (
        ColumnBlock(),
        {**COLUMN, "occasion": ColumnOccasion.FESTIVAL},
        "Give the first and the last day.",
    ),
    (
        ColumnBlock(),
        {
            **COLUMN,
            "occasion": ColumnOccasion.SEASON,
            "first_day": date(2026, 3, 2).isoformat(),
            "last_day": date(2026, 3, 1).isoformat(),
        },
        "The last day comes before the first.",
    ),
    (RunDownBlock(), [{**STEP, "message": ""}], "Write a message or what the host does."),
    (RunDownBlock(), [STEP, {**STEP, "minute": -5}], "Minute -5 comes before the step above it."),
    (PrizesBlock(), [{**PRIZE, "worth": "50000.01"}], "Ensure this value is less than or equal to 50000."),
    (
        TopicBlock(),
        {"words": "早睡", "author": "", "right": QuoteRight.LICENSED},
        "Name the author of what is quoted.",
    ),
    (
        ConsentBlock(),
        {"consent_number": "SQ-1", "given_on": "2026-03-02", "holds_until": "2026-03-01"},
        "The end must be after the beginning.",
    ),
]


@pytest.mark.parametrize(("block", "raw"), COMPLETE)
def test_what_is_complete_is_taken(block: Block, raw: Any) -> None:
    block.clean(block.normalize(block.to_python(raw)))


@pytest.mark.parametrize(("block", "raw", "words"), WRONG)
def test_a_contradiction_is_named(block: Block, raw: Any, words: str) -> None:
    with override("en"):
        with pytest.raises(ValidationError) as refused:
            block.clean(block.normalize(block.to_python(raw)))
        assert _words(refused.value) == [words]


def _words(error: ValidationError) -> list[str]:
    inner = getattr(error, "block_errors", None)
    if not inner:
        return list(error.messages)
    parts = inner.values() if isinstance(inner, dict) else [part for part in inner if part]
    return [words for part in parts for words in _words(part)]


@pytest.mark.parametrize(
    ("block", "raw"),
    [
        (RunDownBlock(), [{**STEP, "message": ""}]),
        (TopicBlock(), {"words": "早睡", "author": "", "right": QuoteRight.LICENSED}),
        (ColumnBlock(), {**COLUMN, "occasion": ColumnOccasion.WEEKDAY}),
        (ColumnBlock(), {**COLUMN, "occasion": ColumnOccasion.FESTIVAL}),
    ],
)
def test_what_is_only_missing_may_wait_until_submission(block: Block, raw: Any) -> None:
    value = block.normalize(block.to_python(raw))
    block.clean_deferred(value)
    with pytest.raises(ValidationError):
        block.clean(value)
