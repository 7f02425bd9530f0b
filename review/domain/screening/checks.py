"""The kinds of check a rule is made of. Each is plain data; the module of its name does the work."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from review.domain.screening.subject import Fact, Subject


@dataclass(frozen=True, slots=True)
class TermCheck:
    """Words that may not occur, however they are written (see `writings`).

    A hit inside a match of an exception is none, nor is one that touches a match of a near exception.
    """

    type: ClassVar[str] = "term"
    terms: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    near_exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternCheck:
    """Regular expressions over normalised text, with exceptions as for terms.

    Where `deniable` is false, the hit itself is a denial (从未亏损) and no denial lowers it.
    """

    type: ClassVar[str] = "pattern"
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    near_exceptions: tuple[str, ...] = ()
    deniable: bool = True


class SubjectField(StrEnum):
    """The fields of a subject that a condition may ask for."""

    kind = "kind"
    product_type = "product_type"
    risk = "risk"
    segments = "segments"
    channels = "channels"


@dataclass(frozen=True, slots=True)
class FieldCondition:
    """Holds when the field is, or for several values contains, one of `any_of`."""

    field: SubjectField
    any_of: tuple[str, ...]

    def holds(self, subject: Subject) -> bool:
        value: str | tuple[str, ...] | None = getattr(subject, self.field)
        held = value if isinstance(value, tuple) else (value,)
        return not set(held).isdisjoint(self.any_of)


class FactTest(StrEnum):
    """How a fact is tried; `missing` is true of an empty one too."""

    present = "present"
    missing = "missing"
    eq = "eq"
    ne = "ne"
    in_ = "in"
    not_in = "nin"
    lt = "lt"
    le = "le"
    gt = "gt"
    ge = "ge"
    older_than_days = "older_than_days"
    before_today = "before_today"
    sorted_desc = "sorted_desc"


@dataclass(frozen=True, slots=True)
class FactCondition:
    """A test of one fact (`group.name`) against a value or, with `other`, against another fact."""

    fact: str
    test: FactTest
    value: Fact = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """A combination of facts that may not be: a finding when all conditions hold."""

    type: ClassVar[str] = "field"
    conditions: tuple[FieldCondition | FactCondition, ...]


class Reach(StrEnum):
    """Where a disclosure must stand: somewhere in the piece, in each text that goes out, in the sentence."""

    piece = "piece"
    text = "text"
    sentence = "sentence"


@dataclass(frozen=True, slots=True)
class RequiredCheck:
    """A disclosure that must stand: one pattern of each group; with `when`, only where that occurs.

    `conditions` name facts that must hold for it to be owed. A denied occasion (不提供免息) owes nothing,
    unless `deniable` is false.
    """

    type: ClassVar[str] = "required"
    groups: tuple[tuple[str, ...], ...]
    when: tuple[str, ...] = ()
    when_exceptions: tuple[str, ...] = ()
    within: Reach = Reach.text
    deniable: bool = True
    conditions: tuple[FactCondition, ...] = ()


class NumberTest(StrEnum):
    """What is wrong with a figure."""

    short_interval = "short_interval"
    rc_mismatch = "rc_mismatch"
    money_lt = "money_lt"
    money_gt = "money_gt"
    pct_gt = "pct_gt"
    range_reversed = "range_reversed"
    label_conflict = "label_conflict"
    date_invalid = "date_invalid"
    date_reversed = "date_reversed"
    weekday_mismatch = "weekday_mismatch"
    bp_mismatch = "bp_mismatch"


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """A figure beyond a limit, or figures that contradict each other.

    `extract` finds the figures by named groups: `n` and `u` (number, unit), or `a` and `b` (two ends).
    """

    type: ClassVar[str] = "number"
    test: NumberTest
    extract: str = ""
    limit: float = 0
    near_exceptions: tuple[str, ...] = ()


class LinkFault(StrEnum):
    not_allowed = "not_allowed"
    shortener = "shortener"
    insecure = "insecure"
    lookalike = "lookalike"
    ip = "ip"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """Links in the text against the bank's own domains (`allowed`), known shorteners and brand words."""

    type: ClassVar[str] = "link"
    fault: LinkFault
    allowed: tuple[str, ...] = ()
    shorteners: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()


class PersonalData(StrEnum):
    mobile = "mobile"
    id_card = "id_card"
    bank_card = "bank_card"
    email = "email"
    passport = "passport"
    holdings = "holdings"


@dataclass(frozen=True, slots=True)
class PersonalCheck:
    """Personal data of mainland China in clear."""

    type: ClassVar[str] = "personal"
    data: PersonalData


class HygieneFault(StrEnum):
    invisible = "invisible"
    direction = "direction"


@dataclass(frozen=True, slots=True)
class HygieneCheck:
    """Characters that hide something from the reader's eye."""

    type: ClassVar[str] = "hygiene"
    fault: HygieneFault


TextCheck = TermCheck | PatternCheck | NumberCheck | LinkCheck | PersonalCheck | HygieneCheck
Check = TextCheck | RequiredCheck | FieldCheck
