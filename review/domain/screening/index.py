"""All rules of a set made ready to be run: one automaton for every term and every text a pattern needs."""

import re
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from review.domain.screening import links
from review.domain.screening.checks import (
    Check,
    FactCondition,
    FieldCheck,
    LinkCheck,
    PatternCheck,
    RequiredCheck,
    TermCheck,
)
from review.domain.screening.literals import needed
from review.domain.screening.normalise import normalise
from review.domain.screening.rules import RuleSet
from review.domain.screening.writings import Lexicon, common_words

_KEPT: Final = 4
_NOT_WORDS: Final = re.compile(r"\[[^\]]*\]|\(\?[<!=]{1,2}[^)]*\)|.\?|\\.|.\{")
_HAN_WORD: Final = re.compile(r"[\u4e00-\u9fff]{2,6}")
_indexes: OrderedDict[str, "Index"] = OrderedDict()

CheckKey = tuple[int, int]
"""The numbers of a rule in its set and of a check in its rule."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one pass over a text saw: checks worth running, and where terms stand."""

    awake: frozenset[CheckKey]
    terms: Mapping[CheckKey, list[tuple[int, int]]]
    spots: Mapping[CheckKey, Mapping[int, list[tuple[int, int]]]]
    """Where a text stands that a pattern needs, by check and the pattern's number in it."""


class Index:
    """The automaton of a rule set. A check of no needed text is always awake; so is a broken one."""

    def __init__(self, rule_set: RuleSet) -> None:
        wakes: defaultdict[str, set[CheckKey]] = defaultdict(set)
        terms: defaultdict[str, set[CheckKey]] = defaultdict(set)
        needed_by: defaultdict[str, set[tuple[CheckKey, int]]] = defaultdict(set)
        always: set[CheckKey] = set()
        for rule_number, rule in enumerate(rule_set.rules):
            for check_number, check in enumerate(rule.checks):
                key = (rule_number, check_number)
                texts = _texts(check)
                if texts is None:
                    always.add(key)
                for text in texts or ():
                    wakes[text].add(key)
                    if isinstance(check, TermCheck):
                        terms[text].add(key)
                for number, pattern in enumerate(check.patterns if isinstance(check, PatternCheck) else ()):
                    for text in _all_needed((pattern,)) or ():
                        wakes[text].add(key)
                        needed_by[text].add((key, number))
        self._always = frozenset(always)
        self._of_fields = {
            number: groups
            for number, rule in enumerate(rule_set.rules)
            if (groups := _fact_groups(rule.checks)) is not None
        }
        texts_wanted = list(wakes)
        self._wakes = [frozenset(wakes[text]) for text in texts_wanted]
        self._terms = [tuple(terms.get(text, ())) for text in texts_wanted]
        self._needed_by = [tuple(needed_by.get(text, ())) for text in texts_wanted]
        self._automaton = AhoCorasick(
            texts_wanted, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

        self.lexicon = Lexicon(
            [*common_words(), *_spoken_words(rule_set)],
            (example.text for rule in rule_set.rules for example in rule.must_hit),
        )

    def see(self, text: str) -> Seen:
        """One pass over a normalised text."""
        terms: defaultdict[CheckKey, list[tuple[int, int]]] = defaultdict(list)
        spots: defaultdict[CheckKey, defaultdict[int, list[tuple[int, int]]]]
        spots = defaultdict(lambda: defaultdict(list))
        met: set[int] = set()
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            met.add(number)
            for key in self._terms[number]:
                if not _inside_figure(text, start, end):
                    terms[key].append((start, end))
            for key, pattern in self._needed_by[number]:
                spots[key][pattern].append((start, end))
        return Seen(self._always.union(*(self._wakes[number] for number in met)), terms, spots)

    def of_fields(self, known: Collection[str]) -> frozenset[int]:
        """The numbers of the rules that ask for fields, or for facts of a known group."""
        return frozenset(
            number for number, groups in self._of_fields.items() if not groups or not groups.isdisjoint(known)
        )


def index_of(rule_set: RuleSet) -> Index:
    """The rule set's index, made once and kept while it is among those last used."""
    index = _indexes.pop(rule_set.fingerprint, None) or Index(rule_set)
    _indexes[rule_set.fingerprint] = index
    while len(_indexes) > _KEPT:
        _indexes.popitem(last=False)
    return index


def _spoken_words(rule_set: RuleSet) -> Iterator[str]:
    """The Chinese words of two characters and more that the rules look for."""
    for check in (check for rule in rule_set.rules for check in rule.checks):
        match check:
            case TermCheck():
                yield from (term for term in check.terms if _HAN_WORD.fullmatch(term))
            case PatternCheck() | RequiredCheck():
                sources = check.patterns if isinstance(check, PatternCheck) else check.when
                for source in sources:
                    yield from _HAN_WORD.findall(_NOT_WORDS.sub("|", source))


def _texts(check: Check) -> frozenset[str] | None:
    match check:
        case TermCheck():
            return frozenset(normalise(term).text for term in check.terms)
        case PatternCheck():
            return _all_needed(check.patterns)
        case RequiredCheck() if check.when:
            return _all_needed(check.when)
        case FieldCheck():
            return frozenset()
        case LinkCheck():
            return links.NEEDED
        case _:
            return None


def _fact_groups(checks: tuple[Check, ...]) -> frozenset[str] | None:
    """The groups of facts that a rule's field checks ask for; None when it has no field check."""
    conditions = [
        condition for check in checks if isinstance(check, FieldCheck) for condition in check.conditions
    ]
    if not conditions:
        return None
    return frozenset(
        condition.fact.partition(".")[0] for condition in conditions if isinstance(condition, FactCondition)
    )


def _all_needed(sources: tuple[str, ...]) -> frozenset[str] | None:
    try:
        found = [needed(source) for source in sources]
    except re.error:
        return None
    known = [texts for texts in found if texts is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _inside_figure(text: str, start: int, end: int) -> bool:
    """Whether a term that begins or ends with a figure is a piece of a longer one."""
    return (start > 0 and text[start].isdigit() and text[start - 1].isdigit()) or (
        end < len(text) and text[end - 1].isdigit() and text[end].isdigit()
    )


def keys(rule_number: int, checks: tuple[Check, ...]) -> Iterator[tuple[CheckKey, Check]]:
    """The checks of a rule under their keys."""
    return (((rule_number, number), check) for number, check in enumerate(checks))
