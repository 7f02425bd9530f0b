"""What upper rooms tell review: what of theirs depends on an edition, and what they say of a draft."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from content.domain.document import Document
from content.models import Component
from people.models import User

Note = Callable[[Component, Document, User], str]
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


_notes: list[Note] = []


def register_submission_note(note: Note) -> None:
    """Let an upper room say something, as HTML, of a draft that is about to be submitted. An empty text says
    nothing.
    """
    _notes.append(note)


def submission_notes(component: Component, document: Document, user: User) -> list[str]:
    """Return what the upper rooms say of the draft to `user`."""
    return [said for note in _notes if (said := note(component, document, user))]
