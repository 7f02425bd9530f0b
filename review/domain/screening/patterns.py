"""Rule texts to regular expressions that cannot run away."""

import re
from functools import lru_cache
from typing import Final

from review.domain.screening.normalise import fold

_PART: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?<?[:=!]|\(|\)|\{\d+(?:,\d*)?\}|.",
    re.DOTALL,
)
_MAX_REPEAT: Final = 60
_MAX_GROUP_REPEAT: Final = 4
_MAX_WORK: Final = 1_000_000


class PatternError(ValueError):
    """A pattern that would not compile, could run away, or could never match normalised text.

    `problem` with `values` put in says why, as in RuleSetError.
    """

    def __init__(self, problem: str, **values: object) -> None:
        super().__init__(problem % values if values else problem)
        self.problem = problem
        self.values = values


@lru_cache(maxsize=4096)
def compile_patterns(sources: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all the sources. Raises re.error when one is broken."""
    return re.compile("|".join(f"(?:{source})" for source in sources))


def check_pattern(source: str) -> None:
    """Raises PatternError unless the pattern is safe and can match normalised text.

    Safe: every repetition is bounded, no repetition holds another, no back reference; so the work at one
    position is bounded by the pattern alone, and matching is linear in the text.
    """
    try:
        re.compile(source)
    except re.error as error:
        raise PatternError("does not compile: %(error)s", error=error) from error
    inner: list[bool] = [False]
    closed_with_repeat = False
    previous = ""
    work = 1
    for part in _PART.findall(source):
        _check_part(part)
        if part.startswith("("):
            inner.append(False)
        elif part == ")":
            closed_with_repeat = inner.pop()
            inner[-1] = inner[-1] or closed_with_repeat
        elif part == "?":
            if previous == "(":
                raise PatternError("a group other than (...), (?:...) or a look-around")
            inner[-1] = True
        elif part.startswith("{"):
            most = _most(part)
            if previous == ")" and closed_with_repeat:
                raise PatternError("a repetition inside a repeated group")
            if previous == ")" and most > _MAX_GROUP_REPEAT:
                raise PatternError("a group repeated more than %(most)d times", most=_MAX_GROUP_REPEAT)
            inner[-1] = True
            work *= max(most, 1)
        previous = part
    if work > _MAX_WORK:
        raise PatternError("too many wide repetitions")


def _check_part(part: str) -> None:
    if part.startswith("(?P<"):
        return
    if part in ("*", "+"):
        raise PatternError("an unbounded repetition; write {0,n}")
    if part.startswith("\\"):
        if part[1].isdigit():
            raise PatternError("a back reference")
        return
    changed = [char for char in re.sub(r"\\.", "", part) if fold(char) != char]
    if changed:
        raise PatternError(
            "'%(char)s' never occurs in normalised text; write '%(folded)s'",
            char=changed[0],
            folded=fold(changed[0]),
        )


def _most(part: str) -> int:
    last = part[1:-1].rpartition(",")[2]
    if not last:
        raise PatternError("an unbounded repetition; write {0,n}")
    if int(last) > _MAX_REPEAT:
        raise PatternError("a repetition above %(most)d", most=_MAX_REPEAT)
    return int(last)
