"""The words of an edition in which a hit stands."""

from collections.abc import Sequence

from content.domain.document import channel_texts
from review.models import Edition
from search.domain.highlighting import Stretch, excerpt, hits


def snippet(edition: Edition, terms: Sequence[str]) -> list[Stretch]:
    """Return a piece of the channel text that has most of `terms`, as (text, is it a hit). No markup, nothing
    escaped.

    Without a hit it is the beginning of the first channel text. For editions from `find`, which bring their
    document. Raises TamperedContent, which `find` rules out.
    """
    texts = [one.text for one in channel_texts(edition.content)]
    if not texts:
        return []
    spans = {text: hits(text, terms) for text in texts}
    best = max(
        texts, key=lambda text: (len({text[start:end] for start, end in spans[text]}), len(spans[text]))
    )
    return excerpt(best, spans[best])
