"""What an engine is asked for, in the words of no engine."""

from dataclasses import dataclass
from enum import Enum

from search.domain.analysis import QueryTerm


class Scope(Enum):
    TITLE = "title"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class AllOf:
    """What has all of `parts`. There is at least one."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What has any of `parts`. There is at least one."""

    parts: tuple["Expression", ...]


Expression = QueryTerm | AllOf | AnyOf


def all_of(parts: tuple[Expression, ...]) -> Expression:
    """Return the parts joined; a single one as it is."""
    return parts[0] if len(parts) == 1 else AllOf(parts)


def any_of(parts: tuple[Expression, ...]) -> Expression:
    """Return a choice of the parts, each once; a single one as it is."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else AnyOf(distinct)
