"""Screening that remembers."""

import pytest
from django.core.cache import cache
from django.utils import translation

from content.queries.freezing import document_of
from review.queries import screened as module
from review.queries.screened import screened
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.review import make_component

pytestmark = pytest.mark.django_db

BLOCKED = {"moments": f"保证收益。{WEALTH_DISCLOSURES}"}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def test_the_same_bytes_are_screened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(make_component(kind="product_analysis", texts=BLOCKED))
    runs: list[str] = []
    original = module.screen_document

    def counted(asked: object) -> object:
        runs.append("run")
        return original(asked)

    monkeypatch.setattr(module, "screen_document", counted)
    first = screened(document)
    assert screened(document) == first
    assert len(runs) == 1
    screened(document | {"title": "另一个标题"})
    assert len(runs) == 2


def test_the_result_is_the_same_in_whatever_language_one_asks() -> None:
    document = document_of(make_component(kind="product_analysis", texts={"moments": "稳健理财，欢迎了解。"}))
    with translation.override("zh-hans"):
        first = screened(document)
    cache.clear()
    with translation.override("en"):
        again = screened(document)
    assert first.findings
    assert first == again
