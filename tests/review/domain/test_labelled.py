"""Sentences with their labels, and those that are shipped."""

from pathlib import Path

import pytest

from review.domain import labelled
from review.domain.labelled import Sentence, judged, key_of, shipped, shipped_in
from review.domain.plain_text import Fields
from review.domain.quality import Judged
from review.domain.screening.loader import builtin
from review.domain.screening.result import Verdict


def test_the_shipped_sentences_are_many_and_each_is_said_once() -> None:
    sentences = list(shipped())
    assert len(sentences) >= 620
    assert len({one.key for one in sentences}) == len(sentences)
    assert {one.wanted for one in sentences} >= {Verdict.block, Verdict.pass_}


def test_a_sentence_is_known_by_text_and_fields_not_by_its_label() -> None:
    one = Sentence("保本保息", Verdict.block, "promise", Fields(product="fund"))
    assert one.key == Sentence("保本保息", Verdict.pass_, "news", Fields(product="fund")).key
    assert one.key != key_of("保本保息", Fields(product="wmp"))
    assert one.key != key_of("保本保息", Fields(kind="fund"))
    assert key_of("\ud800", Fields())


def test_a_rule_set_judges_a_sentence_with_its_fields() -> None:
    wrong = Sentence("这款理财保本保息，买了稳赚不赔", Verdict.block, "promise", Fields(product="wmp"))
    assert judged(wrong, builtin()) == Judged("promise", Verdict.block, Verdict.block)
    greeting = Sentence("祝您端午安康", Verdict.pass_, "greeting")
    assert judged(greeting, builtin()) == Judged("greeting", Verdict.pass_, Verdict.pass_)


@pytest.mark.parametrize("line", ["promise\t\t保本", "+promise\t保本", "+promise\t\t保本\t多"])
def test_a_line_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str) -> None:
    (tmp_path / "own.tsv").write_text(f"+promise\twmp\t保本保息\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(labelled, "SHIPPED", tmp_path)
    with pytest.raises(ValueError, match=r"own\.tsv:2"):
        list(shipped_in("own.tsv"))
