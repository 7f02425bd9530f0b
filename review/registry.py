"""What upper rooms tell review about an edition: what of theirs depends on it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Count = Callable[[Collection[int]], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Dependents:
    """One sort of thing that depends on editions, such as packages or pulls.

    `count` takes the primary keys of editions and returns how many there are by key, in one query for all
    of them; a key without any may be missing.
    """

    code: str
    label: str | Promise
    count: Count


_dependents: dict[str, Dependents] = {}


def register_dependents(code: str, label: str | Promise, count: Count) -> None:
    """Let an upper room say what depends on editions. Called once, when its app is ready."""
    _dependents[code] = Dependents(code, label, count)


def dependents() -> tuple[Dependents, ...]:
    """Return all that was registered, in the order of registration."""
    return tuple(_dependents.values())
