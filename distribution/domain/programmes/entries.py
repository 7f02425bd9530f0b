"""A programme's entries, the editions that they may select, and what came of it, as plain rows."""

from dataclasses import dataclass
from datetime import datetime

from content.domain.calendar import Span


@dataclass(frozen=True, slots=True)
class Selector:
    """What an entry looks for. What is empty asks for nothing; of several kinds or tags one is enough."""

    kinds: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    column: str = ""
    product: str = ""
    persona: str = ""
    voice: str = ""
    place: str = ""
    meal: str = ""

    @property
    def asks_for_nothing(self) -> bool:
        """Whether it selects everything."""
        return self == Selector()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: on a weekday (1 is Monday) or, with `weekday` None, on the days of `spans`.

    `mode` is a code of EntryMode, `replaces` the key of the entry that it stands for or leaves out.
    `segments` are whom it is for; empty: all. `awaits` names the kind that managers are told to wait for
    while nothing of it is issued; then the edition in force of the component `stand_in` is shown, or else the
    freshest of `stand_in_kind`.
    """

    key: int
    slot: str
    mode: str = "add"
    weekday: int | None = None
    spans: tuple[Span, ...] = ()
    segments: frozenset[str] = frozenset()
    selector: Selector = Selector()
    how_many: int = 1
    purpose: str = ""
    replaces: int | None = None
    awaits: str = ""
    stand_in: int | None = None
    stand_in_kind: str = ""
    branch_path: str = ""


@dataclass(frozen=True, slots=True)
class Shelved:
    """An edition that a programme may select. `ends_at` is the earlier of its validity's end and its
    successor's start; `offer_from` and `offer_until` say when an offer in it holds.
    """

    key: int
    component: int
    kind: str
    title: str
    branch_path: str
    begins_at: datetime
    ends_at: datetime
    issued_at: datetime
    segments: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    column: str = ""
    product: str = ""
    personas: frozenset[str] = frozenset()
    voice: str = ""
    merchant: str = ""
    places: frozenset[str] = frozenset()
    offer_from: datetime | None = None
    offer_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """An edition in its place, selected by an entry."""

    entry: Entry
    edition: Shelved
    is_stand_in: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What the entries of a day select. `waits`: entries whose own kind is not issued yet; `fitting`: how
    many editions each entry could have had.
    """

    chosen: tuple[Chosen, ...]
    waits: tuple[Entry, ...]
    fitting: dict[int, int]
