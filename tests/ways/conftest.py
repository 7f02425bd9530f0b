"""A bank whose editor, officer and superuser try every way, and whose manager must see none of it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django import Settings

from tests.conftest import FrozenClock
from tests.factories.people import branch_tree
from tests.ways.pieces import Bank


@pytest.fixture
def bank(db: None, frozen_clock: FrozenClock) -> Bank:
    cache.clear()
    return Bank(branch_tree(), frozen_clock)


@pytest.fixture(autouse=True)
def in_english(settings: Settings) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
