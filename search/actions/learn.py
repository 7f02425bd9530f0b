"""Learn: take the words of newly indexed editions into the vocabulary, and count what is common."""

from collections.abc import Collection
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Avg
from django.db.models.functions import Length

from search.domain.analysis import analyse, han_terms, plain
from search.domain.pinyin import full, initials, loose
from search.engines import engine
from search.models import CommonTerm, IndexedEdition, Word
from search.queries.statistics import COMMON, WHOLE

BATCH: Final = 500
_ADD: Final = (
    "INSERT INTO search_word (text, sound, initials, loose, first, last, documents)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_AT_ONCE: Final = 2000
_CHANGED: Final = 0.1
_FEW: Final = 100


def learn(batch: int = BATCH, using: str = DEFAULT_DB_ALIAS) -> int:
    """Take in the words of up to `batch` editions that were indexed since; return how many they were.

    In the background and not with the edition itself, because two transactions that add the same words in
    another order would wait for each other.
    """
    with transaction.atomic(using=using):
        rows = IndexedEdition.objects.using(using).filter(is_learned=False).order_by("pk")
        fresh = list(rows.values_list("pk", "title", "body")[:batch])
        words: set[str] = set()
        for _pk, title, body in fresh:
            words |= analyse(plain(title)).words | analyse(plain(body)).words
        add_words(words, using)
        IndexedEdition.objects.using(using).filter(pk__in=[row[0] for row in fresh]).update(is_learned=True)
    return len(fresh)


def add_words(words: Collection[str], using: str = DEFAULT_DB_ALIAS) -> None:
    """Add what is new of these Chinese words to the vocabulary. The caller holds the transaction."""
    asked = sorted(words)
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        known = set(Word.objects.using(using).filter(text__in=some).values_list("text", flat=True))
        with connections[using].cursor() as cursor:
            cursor.executemany(_ADD, [_word(text) for text in some if text not in known])


def count(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Count again how many editions have each common term, if their number has changed much; return whether.

    Reads the whole index; a question only needs to know about how common a word is.
    """
    rows = IndexedEdition.objects.using(using).count()
    whole = CommonTerm.objects.using(using).filter(pk=WHOLE).first()
    before = whole.documents if whole else 0
    if abs(rows - before) <= max(_FEW, before * _CHANGED):
        return False
    length = IndexedEdition.objects.using(using).aggregate(usual=Avg(Length("title") + Length("body")))[
        "usual"
    ]
    counted = dict(engine(using).common(1))
    with transaction.atomic(using=using):
        CommonTerm.objects.using(using).all().delete()
        CommonTerm.objects.using(using).bulk_create(
            [
                CommonTerm(term=WHOLE, documents=rows, usual_length=round(length or 0)),
                *(
                    CommonTerm(term=term, documents=documents)
                    for term, documents in counted.items()
                    if documents >= COMMON
                ),
            ],
            batch_size=_AT_ONCE,
        )
        _count_words(counted, using)
    return True


def _count_words(counted: dict[str, int], using: str) -> None:
    """Write down about how many editions have each word: as many as have the rarest of its pairs."""
    changed = []
    for pk, text, before in Word.objects.using(using).values_list("pk", "text", "documents"):
        documents = min(counted.get(pair, 0) for pair in han_terms(text))
        if documents != before:
            changed.append((documents, pk))
    with connections[using].cursor() as cursor:
        cursor.executemany("UPDATE search_word SET documents = %s WHERE id = %s", changed)


def _word(text: str) -> tuple[str | int, ...]:
    size = len(text)
    return (
        text,
        full(text)[:64],
        initials(text)[:64],
        loose(text)[:64],
        f"{text[0]}{size}",
        f"{text[-1]}{size}",
        1,
    )
