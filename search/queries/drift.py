"""Where index and editions differ."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from review.enums import EditionStatus
from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain import similarity
from search.domain.analysis import VERSION
from search.models import IndexedEdition, SimilarityMark


def due(at: datetime) -> EditionQuerySet:
    """Return the editions that belong into the index at `at`: readable now, or issued and about to begin."""
    issued: EditionQuerySet = Edition.objects.recorded().filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=at),
        status=EditionStatus.ISSUED,
        valid_until__gt=at,
    )
    return issued


def missing(at: datetime) -> EditionQuerySet:
    """Return the editions that should be in the index and are not, or by another version of the analysis or
    of the marks of similarity.
    """
    indexed = IndexedEdition.objects.filter(pk=OuterRef("pk"), analysis=VERSION)
    marked = SimilarityMark.objects.filter(edition=OuterRef("pk"), version=similarity.VERSION)
    return due(at).filter(~Exists(indexed) | ~Exists(marked))


def ghosts(at: datetime) -> QuerySet[IndexedEdition]:
    """Return the rows of the index that no longer belong there. They are never shown; they only take room."""
    return IndexedEdition.objects.filter(~Exists(due(at).filter(pk=OuterRef("pk"))))
