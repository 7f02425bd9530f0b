"""Take in words: analyse anew the texts that hold a word which the dictionary has gained or lost."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from search.actions.reindex import reindex
from search.domain.lexicon import Line
from search.models import DictionaryEntry, IndexedEdition

BATCH: Final = 500
SETTLED: Final = timedelta(seconds=5)
"""After so long no process works by the words of before."""


def take_in_words(at: datetime, batch: int = BATCH) -> int:
    """Analyse up to `batch` indexed editions anew for the oldest change, and remember how far it got.

    Return how many there were. Until then the words are found as substrings; afterwards by their sound too.
    """
    entry = (
        DictionaryEntry.objects.filter(is_taken_in=False, saved_at__lte=at - SETTLED)
        .order_by("saved_at", "pk")
        .first()
    )
    if entry is None:
        return 0
    holding = Q()
    for word in Line.read(entry.text).words:
        holding |= Q(title__contains=word) | Q(body__contains=word)
    rows = IndexedEdition.objects.filter(holding, pk__gt=entry.taken_until).order_by("pk")
    edition_ids = list(rows.values_list("pk", flat=True)[:batch])
    reindex(edition_ids, at)
    DictionaryEntry.objects.filter(pk=entry.pk, is_active=entry.is_active).update(
        taken_until=edition_ids[-1] if edition_ids else entry.taken_until,
        is_taken_in=len(edition_ids) < batch,
    )
    return len(edition_ids)
