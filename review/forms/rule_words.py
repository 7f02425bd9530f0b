"""What is wrong with a rule, in the reader's language."""

import re
import tomllib
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from review.domain.screening.examples import Outcome
from review.domain.screening.patterns import PatternError
from review.domain.screening.tables import RuleSetError

PROBLEMS: Final = frozenset(
    {
        gettext_noop("must be text, not empty"),
        gettext_noop("%(value)s is none of %(choices)s"),
        gettext_noop("must be true or false"),
        gettext_noop("must be a list of texts, none empty"),
        gettext_noop("%(source)s: %(reason)s"),
        gettext_noop("must not be empty"),
        gettext_noop("must be a list of tables, not empty"),
        gettext_noop("unknown"),
        gettext_noop("must be source ids, memory or practice"),
        gettext_noop("must be a table"),
        gettext_noop("must be a list of examples, not empty"),
        gettext_noop("must be a text or a table"),
        gettext_noop("must be tables by group"),
        gettext_noop("%(text)s is no date"),
        gettext_noop("used twice"),
        gettext_noop("%(term)s has nothing to match"),
        gettext_noop("must be group.name"),
        gettext_noop("must be text, a number, true or false, or a list of them"),
        gettext_noop("must be a number"),
        gettext_noop("not readable as TOML: %(error)s"),
        gettext_noop("must be tables, each headed [[checks]]"),
        gettext_noop("does not compile: %(error)s"),
        gettext_noop("a group other than (...), (?:...) or a look-around"),
        gettext_noop("a repetition inside a repeated group"),
        gettext_noop("a group repeated more than %(most)d times"),
        gettext_noop("too many wide repetitions"),
        gettext_noop("an unbounded repetition; write {0,n}"),
        gettext_noop("a back reference"),
        gettext_noop("'%(char)s' never occurs in normalised text; write '%(folded)s'"),
        gettext_noop("a repetition above %(most)d"),
    }
)
"""Everything that reading a rule may say; a test compares it with the code that says it."""

_AT_END: Final = "(at end of document)"
_LINE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


def problem_words(error: RuleSetError | PatternError) -> str:
    """Return what `error` says, without its place."""
    values = dict(error.values)
    if isinstance(error.__cause__, PatternError):
        values["reason"] = problem_words(error.__cause__)
    if isinstance(values.get("error"), tomllib.TOMLDecodeError):
        values["error"] = _where(str(values["error"]))
    return _(error.problem) % values if values else _(error.problem)


def example_words(outcome: Outcome) -> str:
    """Return why a sentence of the rule does not come out as the rule says."""
    shown = outcome.example.text[:60]
    if outcome.wanted:
        lowered = " ".join(finding.message for finding in outcome.findings)
        if lowered:
            return _("“%(text)s” is found, but only for information: %(why)s") % {
                "text": shown,
                "why": lowered,
            }
        return _("“%(text)s” is not found by this rule.") % {"text": shown}
    found = "；".join(finding.message for finding in outcome.findings)
    return _("“%(text)s” must not be found, but is: %(why)s") % {"text": shown, "why": found}


def _where(error: str) -> str:
    """Say line and column in the reader's language; the parser's own words stay."""
    found = _LINE.search(error)
    if found is None:
        return _("at the end: %(words)s") % {"words": error.replace(_AT_END, "").strip()}
    words = error.replace(found.group(), "").strip()
    return _("line %(line)s, column %(column)s: %(words)s") % {
        "line": found.group(1),
        "column": found.group(2),
        "words": words,
    }
