"""The canonical form, beyond what tests/core/domain/test_canonical.py holds: round trips, places, Unicode."""

import json
import unicodedata
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import canonical
from tests.core.domain.test_canonical import DOCUMENTS, TEXT

BEYOND = st.integers(min_value=2**53) | st.integers(max_value=-(2**53))
STRANGERS = st.floats() | st.binary() | st.tuples(st.integers())


def _nested(value: Any, depth: int) -> Any:
    for level in range(depth):
        value = [value] if level % 2 else {"in": value}
    return value


@given(DOCUMENTS)
def test_reading_gives_back_what_was_written(document: dict[str, Any]) -> None:
    body = canonical.encode(document)
    assert json.loads(body) == document
    assert canonical.encode(json.loads(body)) == body


@given(DOCUMENTS)
def test_how_a_document_was_built_does_not_show(document: dict[str, Any]) -> None:
    built: dict[str, Any] = {}
    for key in sorted(document, key=hash):
        built |= {key: deepcopy(document[key])}
    assert canonical.encode(built) == canonical.encode(document)


@given(DOCUMENTS)
def test_there_is_no_room_for_white_space_or_escapes_that_need_not_be(document: dict[str, Any]) -> None:
    body = canonical.encode(document).decode()
    strings = json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":"))
    assert len(body) == len(strings)


@given(TEXT, st.integers(0, 12))
def test_composed_and_decomposed_text_differ(text: str, depth: int) -> None:
    one, other = unicodedata.normalize("NFC", text + "é"), unicodedata.normalize("NFD", text + "é")
    hashes = {canonical.sha256(canonical.encode({"text": _nested(text, depth)})) for text in (one, other)}
    assert len(hashes) == 2


@given(STRANGERS, st.integers(0, 12))
def test_strangers_are_refused_at_any_depth(stranger: Any, depth: int) -> None:
    with pytest.raises(TypeError, match="has no place in a canonical document"):
        canonical.encode({"value": _nested(stranger, depth)})


@given(BEYOND, st.integers(0, 12))
def test_integers_that_other_readers_would_round_are_refused(number: int, depth: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        canonical.encode({"number": _nested(number, depth)})


@given(DOCUMENTS, TEXT, st.integers(1, 12))
def test_how_deep_a_value_lies_is_part_of_it(document: dict[str, Any], key: str, depth: int) -> None:
    flat, deeper = {**document, key: 1}, {**document, key: _nested(1, depth)}
    assert canonical.encode(deeper) != canonical.encode(flat)
