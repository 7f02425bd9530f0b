import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain import canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXT, VALUES, max_size=5)


def _reordered(value: Any) -> Any:
    """The same content, with every object's keys in the opposite order."""
    if isinstance(value, dict):
        return {key: _reordered(item) for key, item in reversed(list(value.items()))}
    if isinstance(value, list):
        return [_reordered(item) for item in value]
    return value


def _tagged(value: Any) -> Any:
    """Content for comparison: Python calls True equal to 1, JSON does not."""
    if isinstance(value, dict):
        return {key: _tagged(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tagged(item) for item in value]
    return type(value).__name__, value


@given(DOCUMENTS)
def test_same_content_gives_the_same_bytes(document: dict[str, Any]) -> None:
    assert canonical.encode(_reordered(document)) == canonical.encode(document)


@given(DOCUMENTS, DOCUMENTS)
def test_other_content_gives_another_hash(one: dict[str, Any], other: dict[str, Any]) -> None:
    assume(_tagged(one) != _tagged(other))
    assert canonical.sha256(canonical.encode(one)) != canonical.sha256(canonical.encode(other))


@given(DOCUMENTS, TEXT, VALUES, VALUES)
def test_a_change_of_one_value_changes_the_hash(
    document: dict[str, Any], key: str, before: Any, after: Any
) -> None:
    assume(_tagged(before) != _tagged(after))
    one, other = {**document, key: before}, {**document, key: after}
    assert canonical.sha256(canonical.encode(one)) != canonical.sha256(canonical.encode(other))


@given(TEXT)
def test_text_is_kept_as_written(text: str) -> None:
    assert json.loads(canonical.encode({"text": text})) == {"text": text}


def test_known_bytes() -> None:
    document = {"schema": 1, "title": "早报", "b": [True, None], "a": {"é": "\n", "z": -3}}
    assert canonical.encode(document) == (
        '{"a":{"z":-3,"é":"\\n"},"b":[true,null],"schema":1,"title":"早报"}'.encode()
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0, r"\$\.figures\[1\]\.value: float has no place in a canonical document"),
        (Decimal("1.0"), r"\$\.figures\[1\]\.value: Decimal has no place"),
        (datetime(2026, 3, 2, tzinfo=UTC), r"\$\.figures\[1\]\.value: datetime has no place"),
        (b"bytes", r"\$\.figures\[1\]\.value: bytes has no place"),
        ((1, 2), r"\$\.figures\[1\]\.value: tuple has no place"),
        ({1: "a"}, r"\$\.figures\[1\]\.value: a key that is no string has no place"),
    ],
)
def test_strangers_are_refused_with_their_place(value: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        canonical.encode({"figures": [{}, {"value": value}]})


@pytest.mark.parametrize("number", [2**53, -(2**53)])
def test_integers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        canonical.encode({"number": number})


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match="non-UTF-8 codepoints"):
        canonical.encode({"text": "\ud800"})


def test_sha256_is_of_the_bytes() -> None:
    assert canonical.sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("value", "text"), [("3.50", "3.50"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("-0.10", "-0.10")]
)
def test_decimals_are_plain_digits(value: str, text: str) -> None:
    assert canonical.decimal(Decimal(value)) == text


def test_moments_are_utc_with_z() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert canonical.moment(datetime(2026, 3, 2, 8, 30, tzinfo=shanghai)) == "2026-03-02T00:30:00Z"
    assert canonical.moment(datetime(2026, 3, 2, 0, 0, 0, 5, tzinfo=UTC)) == "2026-03-02T00:00:00.000005Z"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        canonical.moment(datetime(2026, 3, 2))  # noqa: DTZ001  (naive on purpose)


def test_days_are_iso() -> None:
    assert canonical.day(date(2026, 3, 2)) == "2026-03-02"
