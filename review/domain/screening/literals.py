"""Which literal texts a pattern needs, so that it is tried only where one of them stands."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _parser as parser  # type: ignore[attr-defined]  # the only parser there is for its own syntax
from typing import Any, Final

_MOST: Final = 64
Literals = frozenset[str]


@lru_cache(maxsize=4096)
def needed(source: str) -> Literals | None:
    """Texts of which every match holds at least one; None when there are none such or too many.

    Raises re.error when the pattern is broken.
    """
    return _of_sequence(parser.parse(source))


@lru_cache(maxsize=4096)
def widest(source: str) -> int | None:
    """The length of its longest match; None when the pattern needs no text, or asks where the text ends.

    Raises re.error when the pattern is broken.
    """
    if needed(source) is None or "$" in source or "\\Z" in source:
        return None
    return int(parser.parse(source).getwidth()[1])


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> Literals | None:
    best: Literals | None = None
    run: Literals = frozenset({""})
    for part in parts:
        choices = _choices(part)
        if choices is not None and len(run) * len(choices) <= _MOST:
            run = frozenset(left + right for left in run for right in choices)
            continue
        best = _better(best, run)
        run = choices if choices is not None else frozenset({""})
        best = _better(best, _of_part(part))
    return _better(best, run)


def _choices(part: tuple[Any, Any]) -> Literals | None:
    """The texts a part may be, where they are few."""
    name, value = str(part[0]), part[1]
    if name == "LITERAL":
        return frozenset({chr(value)})
    if name == "IN":
        return _of_class(value)
    if name == "SUBPATTERN":
        return _product(value[3])
    if name == "BRANCH":
        options = [_product(branch) for branch in value[1]]
        known = [option for option in options if option is not None]
        return (
            frozenset().union(*known)
            if len(known) == len(options) and sum(map(len, known)) <= _MOST
            else None
        )
    if name == "MAX_REPEAT" and value[0] == 0 and value[1] == 1:
        once = _product(value[2])
        return once | {""} if once is not None else None
    if name in ("ASSERT", "ASSERT_NOT", "AT"):
        return frozenset({""})
    return None


def _product(parts: Iterable[tuple[Any, Any]]) -> Literals | None:
    texts: Literals = frozenset({""})
    for part in parts:
        choices = _choices(part)
        if choices is None or len(texts) * len(choices) > _MOST:
            return None
        texts = frozenset(left + right for left in texts for right in choices)
    return texts


def _of_class(members: Sequence[tuple[Any, Any]]) -> Literals | None:
    if len(members) > _MOST or any(str(name) != "LITERAL" for name, _value in members):
        return None
    return frozenset(chr(value) for _name, value in members)


def _of_part(part: tuple[Any, Any]) -> Literals | None:
    """What a part needs that cannot be spelt out whole."""
    name, value = str(part[0]), part[1]
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name == "MAX_REPEAT" and value[0] > 0:
        return _of_sequence(value[2])
    if name == "BRANCH":
        options = [_of_sequence(branch) for branch in value[1]]
        known = [option for option in options if option is not None]
        return frozenset().union(*known) if len(known) == len(options) else None
    return None


def _better(left: Literals | None, right: Literals | None) -> Literals | None:
    """The one whose shortest text is longer; among equals, the one of fewer texts."""
    usable = [texts for texts in (left, right) if texts and "" not in texts and len(texts) <= _MOST * 4]
    return max(usable, key=lambda texts: (min(map(len, texts)), -len(texts)), default=None)
