"""The labelled corpus: what is shipped, and the bank's own sentences that were accepted."""

import hashlib
from collections.abc import Iterator

from content.domain.document import Document
from review.domain.labelled import Sentence, shipped
from review.domain.plain_text import Fields
from review.models import LabelledSentence
from review.queries.rule_sets import in_force

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


def categories() -> list[str]:
    """Return what sentences may be examples of: the categories of the rules in force and of the corpus."""
    own = LabelledSentence.objects.in_corpus().order_by().values_list("category", flat=True).distinct()
    return sorted({rule.category for rule in in_force().rules} | {one.category for one in shipped()} | {*own})


def category_of(rule_id: str) -> str:
    """Return the category of a rule in force; of any other the rule's own name."""
    return next((rule.category for rule in in_force().rules if rule.id == rule_id), rule_id)


def fields_of(document: Document, channel: str | None) -> Fields:
    """Return what of `document` screening asks of a sentence by itself; of several segments none is told."""
    product, segments = document["product"], document["audience"]["segments"]
    return Fields(
        kind=document["kind"],
        product=product["type"] if product else "",
        channel=channel or "",
        segment=segments[0] if len(segments) == 1 else "",
        risk=product["risk"] if product else "",
    )
