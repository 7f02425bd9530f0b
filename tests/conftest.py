"""What every room's tests share: the clock, transactional tests, and what a test needs from the machine."""

import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import signals
from pytest_django import Settings

from core import clock, immutability
from tests.factories.readings import note_as_empty

ASKING = frozenset({"db", "transactional_db", "django_db_setup", "live_server", "demo"})
"""Fixtures behind which there is a database."""

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=SHANGHAI)


class FrozenClock:
    """The machine's time, standing still until the test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move_to(self, at: datetime) -> None:
        self.at = at

    def advance(self, **step: float) -> datetime:
        """Move on by `timedelta(**step)`, for instance `advance(minutes=5)`; return the new moment."""
        self.at += timedelta(**step)
        return self.at


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """Hold the machine's time still: Monday 2 March 2026, 08:00 in Shanghai, until the test moves it."""
    frozen = FrozenClock(MONDAY_MORNING)
    monkeypatch.setattr(clock, "system_now", frozen)
    return frozen


@pytest.fixture(autouse=True)
def checkpoints_of_its_own(settings: Settings) -> Iterator[None]:
    """Give each test a checkpoint directory of its own, because each has a ledger of its own."""
    place = Path(settings.DATA_DIR) / "checkpoints" / uuid.uuid4().hex
    settings.ARMOURY_CHECKPOINT_DIR = place / "exported"
    settings.ARMOURY_CHECKPOINT_TRUSTED_KEYS = place / "trusted"
    settings.ARMOURY_CHECKPOINT_MARK_FILE = place / "mark.json"
    yield
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(autouse=True)
def immutability_around_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let transactional tests empty the tables afterwards, and give the next one its triggers back."""
    if not _is_transactional(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    immutability.install(connection)
    yield
    immutability.uninstall(connection)


@pytest.fixture(autouse=True, scope="session")
def pictures_without_words() -> None:
    """A new picture of the library counts as read and empty, unless a test asks for `unread_pictures`."""
    signals.post_save.connect(note_as_empty)


@pytest.fixture
def unread_pictures() -> Iterator[None]:
    """Let pictures wait to be read, as they do."""
    signals.post_save.disconnect(note_as_empty)
    yield
    signals.post_save.connect(note_as_empty)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium. For tests marked `browser`, which do not run without it."""
    return str(_chromium())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what no second database can answer differently, and let rows that migrations made (roles, root
    collection) outlive the flush after a transactional test.
    """
    for item in items:
        if not _asks_a_database(item):
            item.add_marker(pytest.mark.once)
        if _is_transactional(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip visibly what this machine cannot run; with ARMOURY_REQUIRE_ALL=1 (CI) that is a failure."""
    missing = next(_missing(item), None)
    if missing is None:
        return
    if os.environ.get("ARMOURY_REQUIRE_ALL") == "1":
        pytest.fail(f"ARMOURY_REQUIRE_ALL=1, but {missing}", pytrace=False)
    pytest.skip(missing)


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and bool(marker.kwargs.get("transaction"))
    return marked or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


def _asks_a_database(item: pytest.Item) -> bool:
    in_process = item.get_closest_marker("django_db") is not None
    fixtures = set(getattr(item, "fixturenames", ()))
    return in_process or "faults" in item.path.parts or not fixtures.isdisjoint(ASKING)


def _missing(item: pytest.Item) -> Iterator[str]:
    if item.get_closest_marker("browser") and not _chromium().exists():
        yield f"there is no Chromium at {_chromium()} (ARMOURY_CHROMIUM)"
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            if not os.environ.get(name):
                yield f"{name} is not set"


def _chromium() -> Path:
    return Path(os.environ.get("ARMOURY_CHROMIUM") or "/usr/bin/chromium")
