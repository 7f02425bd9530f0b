"""What the tests of search share."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import Settings

from core import clock
from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain import segmentation
from search.engines.cluster import Cluster
from tests.search.cluster import UpToDate, index_of_its_own, needs_elasticsearch, use
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


@pytest.fixture
def library(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """The library is found in Elasticsearch, in an index of its own. For tests that need a server."""
    with index_of_its_own() as name:
        use(name, settings, monkeypatch)
        yield Cluster()


@pytest.fixture(scope="session")
def shared_index() -> Iterator[str]:
    """The index of the tests of one process, which `align` empties and fills anew for each."""
    with index_of_its_own() as name:
        yield name


@pytest.fixture(
    params=["database", pytest.param("elasticsearch", marks=[pytest.mark.service, needs_elasticsearch])]
)
def engine_in_use(request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each engine that there is: the database's own, and Elasticsearch, fed before each question."""
    if request.param == "elasticsearch":
        use(request.getfixturevalue("shared_index"), settings, monkeypatch)
        monkeypatch.setattr("search.queries.library.open_cluster", UpToDate)
    return str(request.param)
