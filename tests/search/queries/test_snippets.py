"""The words around a hit, out of the approved document."""

from datetime import datetime

import pytest

from review.models.edition import EditionQuerySet
from search import index
from search.queries.snippets import snippet
from tests.search.library import RISK, brief

pytestmark = pytest.mark.django_db


def test_the_channel_with_most_of_the_words_is_shown(within: EditionQuerySet, at: datetime) -> None:
    brief("咖啡优惠", texts={"moments": "早安，来杯咖啡。" + RISK, "group": "各位，咖啡有優惠。" + RISK})

    found = index.find("咖啡 优惠", within=within, at=at)

    assert snippet(found.editions[0], found.terms) == [
        ("各位，", False),
        ("咖啡", True),
        ("有", False),
        ("優惠", True),
        ("。" + RISK, False),
    ]


def test_without_a_hit_it_is_the_beginning(within: EditionQuerySet, at: datetime) -> None:
    brief("黄金", "早安。")

    found = index.find("黄金", within=within, at=at)

    assert snippet(found.editions[0], found.terms) == [("早安。" + RISK, False)]
