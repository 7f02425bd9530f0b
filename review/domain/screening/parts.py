"""A rule's table taken apart into what forms ask for, and put together again.

Words and patterns with their exceptions are lists, when they lead the rule's checks; every other check is
TOML. An example is a line: its text, or an inline table where more than the text is given.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from review.domain.screening.checks import PatternCheck, TermCheck
from review.domain.screening.tables import RuleSetError
from review.domain.screening.writing import inline, tables_text

_USUAL: Final = (("deniable", True), ("within", "text"), ("spares_news", False), ("offering", False))
"""What goes without saying, so that it is not written."""


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of a rule as a form shows them; `rest` is TOML."""

    words: tuple[str, ...] = ()
    word_exceptions: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    pattern_exceptions: tuple[str, ...] = ()
    rest: str = ""


def take_apart(checks: Sequence[Mapping[str, Any]]) -> Checks:
    """The checks in parts; `put_together` gives the same checks in the same order."""
    left = [_terse(check) for check in checks]
    term = left.pop(0) if left and _is_plain(left[0], TermCheck.type, "terms") else {}
    pattern = left.pop(0) if left and _is_plain(left[0], PatternCheck.type, "patterns") else {}
    return Checks(
        words=tuple(term.get("terms", ())),
        word_exceptions=tuple(term.get("exceptions", ())),
        patterns=tuple(pattern.get("patterns", ())),
        pattern_exceptions=tuple(pattern.get("exceptions", ())),
        rest=tables_text("checks", left),
    )


def put_together(rule: str, parts: Checks) -> list[dict[str, Any]]:
    """The checks as tables. Raises RuleSetError for TOML that cannot be read, with its line."""
    checks: list[dict[str, Any]] = []
    if parts.words or parts.word_exceptions:
        checks.append(_check(TermCheck.type, "terms", parts.words, parts.word_exceptions))
    if parts.patterns or parts.pattern_exceptions:
        checks.append(_check(PatternCheck.type, "patterns", parts.patterns, parts.pattern_exceptions))
    return [*checks, *_read_rest(rule, parts.rest)]


def lead(parts: Checks) -> tuple[str, ...]:
    """What the first checks come from: "words", "patterns"; those that follow are of the TOML text."""
    named = (
        ("words", parts.words or parts.word_exceptions),
        ("patterns", parts.patterns or parts.pattern_exceptions),
    )
    return tuple(name for name, given in named if given)


def example_lines(examples: Sequence[Mapping[str, Any]]) -> str:
    """The examples, a line each."""
    return "\n".join(_line(_terse(example)) for example in examples)


def read_examples(rule: str, field: str, lines: Sequence[str]) -> list[dict[str, Any]]:
    """The examples of these lines as tables. Raises RuleSetError for a table that cannot be read."""
    return [_example(rule, f"{field}[{index}]", line) for index, line in enumerate(lines)]


def _example(rule: str, field: str, line: str) -> dict[str, Any]:
    if not line.startswith("{"):
        return {"text": line}
    try:
        table: dict[str, Any] = tomllib.loads(f"example = {line}")["example"]
    except tomllib.TOMLDecodeError as error:
        raise RuleSetError(rule, field, "not readable as TOML: %(error)s", error=error) from error
    return table


def _line(example: Mapping[str, Any]) -> str:
    text = example.get("text", "")
    is_plain = set(example) == {"text"} and text == text.strip() and "\n" not in text and text[0] != "{"
    return text if is_plain else inline(example)


def _read_rest(rule: str, text: str) -> list[dict[str, Any]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleSetError(rule, "rest", "not readable as TOML: %(error)s", error=error) from error
    checks = data.pop("checks", [])
    if data or not isinstance(checks, list) or not all(isinstance(one, dict) for one in checks):
        raise RuleSetError(rule, "rest", "must be tables, each headed [[checks]]")
    return checks


def _check(kind: str, key: str, values: Sequence[str], exceptions: Sequence[str]) -> dict[str, Any]:
    check = {"type": kind, key: list(values)}
    return check | {"exceptions": list(exceptions)} if exceptions else check


def _is_plain(check: Mapping[str, Any], kind: str, key: str) -> bool:
    """Whether lists of lines can show the check."""
    values = [*check.get(key, ()), *check.get("exceptions", ())]
    return (
        check["type"] == kind
        and set(check) <= {"type", key, "exceptions"}
        and all(value == value.strip() and "\n" not in value for value in values)
    )


def _terse(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: [_terse(one) if isinstance(one, Mapping) else one for one in value]
        if isinstance(value, list)
        else value
        for key, value in table.items()
        if (key, value) not in _USUAL
    }
