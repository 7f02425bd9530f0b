"""What the tests of search share."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from core import clock
from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain import segmentation
from tests.search.library import manager


@pytest.fixture(autouse=True)
def shipped_words() -> Iterator[None]:
    """Cut by the product's own words again after a test that has changed the dictionary."""
    yield
    segmentation.keep(segmentation.shipped_words())


@pytest.fixture
def at(db: None) -> datetime:
    """The present moment."""
    return clock.now()


@pytest.fixture
def within(at: datetime) -> EditionQuerySet:
    """What a customer manager of head office may read now."""
    readable: EditionQuerySet = Edition.objects.usable_by(manager()).readable(at)
    return readable
