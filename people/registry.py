"""What is left with a person: upper rooms say what of theirs waits for one person, and how it moves.

They fill it in their AppConfig.ready; people reads it and knows none of them. tests/checks/test_left_work.py
looks at every column that names a person: it is registered here, or listed there as history with a reason.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from people.enums import Role
from people.models import User


@dataclass(frozen=True, slots=True)
class LeftWork:
    """One sort of open work.

    `columns` are those that it stands in, as "app.Model.field". `find` returns what waits for a person, each
    in words; `move` gives all of it to the second person, in the caller's transaction, and returns how much
    that was. Without `move` it has to be ended first, as `how` says. Who takes it over holds one of `needs`
    and none of `barred`. `is_of_branch`: it stays behind where the person moves to another branch.
    """

    code: str
    label: str | Promise
    columns: tuple[str, ...]
    find: Callable[[User], Sequence[str]]
    move: Callable[[User, User], int] | None
    needs: frozenset[Role]
    barred: frozenset[Role] = frozenset()
    is_of_branch: bool = True
    how: str | Promise = ""


_works: dict[str, LeftWork] = {}


def register_left_work(work: LeftWork) -> None:
    """Let an upper room say what may be left with a person. Called once, when its app is ready."""
    _works[work.code] = work


def left_works() -> tuple[LeftWork, ...]:
    """Return all that was registered, in the order of registration."""
    return tuple(_works.values())
