"""The labelled corpus: what is shipped, and the bank's own sentences that were accepted."""

import hashlib
from collections.abc import Iterator

from review.domain.labelled import Sentence, shipped
from review.models import LabelledSentence

AT_ONCE = 500


def corpus() -> Iterator[Sentence]:
    """Yield every sentence that rules are measured by, the bank's own first.

    A sentence of the bank's own stands in the place of a shipped one with the same text and fields.
    """
    replaced = set()
    for row in LabelledSentence.objects.in_corpus().order_by("pk").iterator(AT_ONCE):
        replaced.add(row.key)
        yield row.sentence
    yield from (one for one in shipped() if one.key not in replaced)


def corpus_fingerprint() -> str:
    """Return what changes with any sentence, field or label of the corpus (SHA-256, hex)."""
    digest = hashlib.sha256()
    for one in corpus():
        digest.update(f"{one.key}{one.wanted}{one.category}\n".encode())
    return digest.hexdigest()
