"""The dictionary in force, kept by each process until somebody changes it."""

from uuid import UUID

from search.domain import segmentation
from search.domain.concepts import way
from search.domain.fitness import Problem, Unfit
from search.domain.lexicon import Lexicon, Line, Relation, lexicon
from search.models import DictionaryEntry, DictionaryVersion
from search.queries.statistics import Statistics

_FEW = 20
_NEARLY_ALL = 0.75


class _Held:
    """What this process has read last."""

    token: UUID | None = None
    lexicon: Lexicon | None = None


def current() -> Lexicon:
    """Return the dictionary in force, which this process also cuts new texts by from now on.

    One query; two if the dictionary has changed since this process last asked.
    """
    token = DictionaryVersion.objects.values_list("token", flat=True).first()
    if _Held.lexicon is None or token != _Held.token:
        _Held.lexicon = lexicon(*written())
        _Held.token = token
    segmentation.keep(_Held.lexicon.words)
    return _Held.lexicon


def written(besides: UUID | None = None) -> tuple[list[Line], set[str]]:
    """Return the lines that the bank has added and those of the product that it has switched off, without the
    entry `besides`.
    """
    rows = DictionaryEntry.objects.filter(is_active=True).order_by("pk")
    if besides is not None:
        rows = rows.exclude(public_id=besides)
    own: list[Line] = []
    off: set[str] = set()
    for text, switches_off in rows.values_list("text", "switches_off"):
        if switches_off:
            off.add(text)
        else:
            own.append(Line.read(text))
    return own, off


def with_lines(*lines: Line) -> Lexicon:
    """Return what the dictionary would be with these lines."""
    own, off = written()
    return lexicon([*own, *lines], off)


def without(text: str) -> Lexicon:
    """Return what the dictionary would be without this shipped line."""
    own, off = written()
    return lexicon(own, off | {text})


def without_entry(entry_id: UUID) -> Lexicon:
    """Return what the dictionary would be without this entry of the bank."""
    return lexicon(*written(besides=entry_id))


def require_rare(line: Line) -> None:
    """Raise Unfit if a synonym stands in nearly all editions: it would make its word find everything."""
    if line.relation is Relation.WORD:
        return
    statistics = Statistics()
    if statistics.rows < _FEW:
        return
    found = line.words if line.relation is Relation.SAME else line.words[1:]
    ways = {word: one for word in found if (one := way(word))}
    documents = statistics.documents([term for one in ways.values() for term in one.terms])
    for word, one in ways.items():
        if min(documents[term] for term in one.terms) > statistics.rows * _NEARLY_ALL:
            raise Unfit(Problem.EVERYWHERE, word)
