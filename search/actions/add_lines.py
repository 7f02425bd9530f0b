"""Add lines: words that are kept together, and words that stand for one another."""

from collections.abc import Sequence
from datetime import datetime

from core import ledger
from core.actions import action
from core.ledger import Entry
from core.models import Stream
from people.models import User
from search.actions.keeping import SUBJECT, begin_change
from search.domain.fitness import Unfit, UnfitLine, UnfitLines, check, check_among
from search.domain.lexicon import Line, lexicon
from search.models import DictionaryEntry
from search.queries.dictionary import require_rare, written


@action("add to the dictionary")
def add_lines(lines: Sequence[Line], *, actor: User, at: datetime) -> list[DictionaryEntry]:
    """Put the lines in force for every process at once, and record each.

    Raises what `begin_change` raises; UnfitLines if one of them is unfit, and then none is added.
    """
    begin_change(actor)
    require_fit(lines)
    made = [DictionaryEntry(text=str(line), saved_by=actor, saved_at=at) for line in lines]
    DictionaryEntry.objects.bulk_create(made)
    if made:
        ledger.append_all(
            Stream.DECISIONS,
            [
                Entry(
                    "dictionary.added",
                    SUBJECT,
                    at,
                    {"by": actor.actor, "line": one.text, "entry": str(one.public_id)},
                )
                for one in made
            ],
        )
    return made


def require_fit(lines: Sequence[Line]) -> None:
    """Raise UnfitLines unless each line is fit by itself and beside the dictionary with those before it."""
    own, off = written()
    before = lexicon(own, off)
    errors = []
    for number, line in enumerate(lines, start=1):
        try:
            check(line)
            after = lexicon([*own, line], off)
            check_among(line, before, after)
            require_rare(line)
        except Unfit as unfit:
            errors.append(UnfitLine(number, unfit))
        else:
            own, before = [*own, line], after
    if errors:
        raise UnfitLines(errors)
