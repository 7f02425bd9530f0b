"""The index in three verbs: put, remove, find.

The two that write belong to the caller's transaction: rolled back with it, committed with it. What `find`
shows went through the database's own check of `within`, so a row that was left behind here is never shown.
"""

from collections.abc import Collection
from datetime import datetime

from content.domain import document
from core import clock
from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain import facets, similarity
from search.domain.analysis import analyse
from search.domain.facets import Facets
from search.domain.ranking import led_by
from search.engines import Entry, engine
from search.engines.versions import advance
from search.models import SimilarityMark
from search.queries.browsing import browse
from search.queries.found import Found, Window, load
from search.queries.library import Library
from search.queries.retrieval import retrieve
from search.queries.segments import with_segments


def put(edition: Edition) -> int:
    """Make the edition findable by its approved words, its product and its review number; return the version
    of its new state.

    The caller holds the transaction. Raises TamperedContent if the edition no longer has the bytes that were
    approved.
    """
    content = edition.content
    title, *body = (passage.text for passage in document.passages(content))
    product = content["product"] or {}
    named = [product.get(key, "") for key in ("name", "code", "registration_code", "issuer")]
    text = "\n".join([*body, *named, edition.number])
    engine().write([Entry(edition.pk, analyse(title), analyse(text))])
    _forget_marks(edition.pk)
    SimilarityMark.objects.bulk_create(
        SimilarityMark(edition_id=edition.pk, value=value, version=similarity.VERSION)
        for value in similarity.marks(similarity.runs_of(content))
    )
    return advance(edition.pk, clock.now())


def remove(edition_id: int) -> int:
    """Forget the edition; return the version of its new state. The caller holds the transaction.

    Housekeeping: `find` would not show it anyway.
    """
    engine().delete([edition_id])
    _forget_marks(edition_id)
    return advance(edition_id, clock.now())


def _forget_marks(edition_id: int) -> None:
    SimilarityMark.objects.filter(edition=edition_id).delete()


def find(
    query: str,
    *,
    within: EditionQuerySet,
    kinds: Collection[str] = (),
    segments: Collection[str] = (),
    first: Collection[str] = (),
    at: datetime,
    page: int = 1,
    per_page: int = 20,
) -> Found:
    """Return a page of what `query` finds in `within`, such as `usable_by(user).readable(at)`.

    A blank query finds everything, newest first; one of nothing but signs finds nothing. `within` is neither
    sliced nor distinct. Kinds in `first` come before the others where they answer as fully. Never raises for
    what a person can type. The number of queries has a bound that does not depend on what is found.
    """
    if not query.strip():
        return browse(within, kinds=kinds, segments=segments, page=page, per_page=per_page)
    library = Library(within)
    retrieved = retrieve(query, library, at)
    if not retrieved.ranked:
        return Found(0, False, [], Facets.of((), ()), 1, 1, retrieved.marks, False, library.is_away)
    matters = [(one.matter.edition_id, one.matter.kind) for one in led_by(retrieved.ranked, first)]
    found = list(with_segments(matters))
    chosen = [one.edition_id for one in found if facets.chosen(one, kinds=kinds, segments=segments)]
    window = Window.of(len(chosen), page, per_page)
    return Found(
        total=len(chosen),
        capped=retrieved.capped,
        editions=load(chosen[window.start : window.end], within),
        facets=facets.count(found, kinds=kinds, segments=segments),
        page=window.page,
        pages=window.pages,
        terms=retrieved.marks,
        relaxed=retrieved.relaxed,
        is_away=library.is_away,
        meant=retrieved.meant,
    )
