"""What another system reads: packages, search, editions. Nothing that a manager there would not see."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from content.kinds import PRODUCT_ANALYSIS
from people.enums import Scope
from review.models import Edition
from search.engines import ELASTICSEARCH
from search.models import Backlog
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.api import Caller, caller
from tests.factories.distribution import PackageFactory
from tests.factories.review import issue_edition, recall_edition, suspend_edition
from tests.ways.tamper import forge

READING = (Scope.PACKAGES_READ, Scope.EDITIONS_READ, Scope.SEARCH_READ)


@pytest.fixture
def system(bank: Bank) -> Caller:
    return caller(bank.tree.east_sub, *READING)


def out_of_reach(bank: Bank, clock: FrozenClock) -> list[Edition]:
    """Return editions that the system may not see: foreign, recalled, suspended, expired, still to come."""
    owner, at = bank.tree.head_office, clock.at
    foreign = issue_edition(branch=bank.tree.west, title="早报西城")
    recalled, suspended = (issue_edition(branch=owner, title=title) for title in ("早报召回", "早报暂停"))
    recall_edition(recalled)
    suspend_edition(suspended)
    expired = issue_edition(branch=owner, title="早报过期", valid_until=at + timedelta(hours=1))
    coming = issue_edition(branch=owner, title="早报未到", valid_from=at + timedelta(hours=9))
    clock.move_to(at + timedelta(hours=2))
    return [foreign, recalled, suspended, expired, coming]


def test_an_edition_comes_with_what_proves_it(bank: Bank, system: Caller) -> None:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code)
    answer = system.get(f"editions/{edition.public_id}/")
    assert answer.status_code == 200
    said = answer.json()
    assert said["id"] == str(edition.public_id)
    assert said["number"] == edition.number
    assert said["content"] == json.loads(said["proof"]["content"])
    for text, digest in (("content", "content_sha256"), ("certificate", "edition_sha256")):
        assert hashlib.sha256(said["proof"][text].encode()).hexdigest() == said[digest]
    assert answer["ETag"] == f'"{edition.edition_sha256}"'


def test_an_edition_that_is_held_already_is_304_as_long_as_it_is_in_force(bank: Bank, system: Caller) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    held = {"If-None-Match": f'"{edition.edition_sha256}"'}
    answer = system.get(f"editions/{edition.public_id}/", headers=held)
    assert (answer.status_code, answer.content) == (304, b"")
    assert system.get(f"editions/{edition.public_id}/", headers={"If-None-Match": '"x"'}).status_code == 200
    recall_edition(edition)
    assert system.get(f"editions/{edition.public_id}/", headers=held).status_code == 404


def test_what_is_out_of_reach_is_the_same_as_what_is_not(
    bank: Bank, system: Caller, frozen_clock: FrozenClock
) -> None:
    hidden = out_of_reach(bank, frozen_clock)
    unknown = system.get(f"editions/{uuid4()}/")
    assert unknown.status_code == 404
    for edition in hidden:
        answer = system.get(f"editions/{edition.public_id}/")
        assert (answer.status_code, answer.content) == (404, unknown.content), edition.title


def test_search_and_packages_show_nothing_out_of_reach(
    bank: Bank, system: Caller, frozen_clock: FrozenClock
) -> None:
    shown = issue_edition(branch=bank.tree.head_office, title="早报有效")
    hidden = out_of_reach(bank, frozen_clock)
    PackageFactory(branch=bank.tree.head_office, editions=(shown, *hidden[1:]))
    PackageFactory(branch=bank.tree.west, editions=(shown, hidden[0]))
    for path in ("search/", "search/?q=早报", "packages/"):
        text = system.get(path).content.decode()
        assert str(shown.public_id) in text, path
        assert not [one.title for one in hidden if one.title in text or str(one.public_id) in text], path


def test_a_package_is_told_by_slot(bank: Bank, system: Caller, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    PackageFactory(branch=bank.tree.head_office, editions=(edition,))
    PackageFactory(branch=bank.tree.east, editions=(edition,))
    said = system.get("packages/", day="2026-03-02").json()
    assert said["day"] == "2026-03-02"
    assert {shelf["slot"]: [one["id"] for one in shelf["editions"]] for shelf in said["slots"]} == {
        "morning": [str(edition.public_id)],
        "noon": [],
        "evening": [],
    }
    assert system.get("packages/", day="2026-03-03").json()["slots"][0]["editions"] == []


def test_search_pages_and_narrows(bank: Bank, system: Caller) -> None:
    for _ in range(3):
        issue_edition(branch=bank.tree.head_office, title="早报")
    issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code)
    said = system.get("search/", q="早报", per_page=2, page=2).json()
    assert (said["total"], said["page"], said["pages"], len(said["editions"])) == (3, 2, 2, 1)
    assert system.get("search/", kind=PRODUCT_ANALYSIS.code).json()["total"] == 1


@pytest.mark.parametrize("is_away", [False, True])
def test_search_says_whether_the_database_answered_in_the_engines_place(
    bank: Bank, system: Caller, settings: Settings, frozen_clock: FrozenClock, is_away: bool
) -> None:
    issue_edition(branch=bank.tree.head_office, title="早报")
    if is_away:
        settings.ARMOURY_SEARCH_ENGINE = ELASTICSEARCH
        Backlog.objects.create(engine=ELASTICSEARCH, noted_at=frozen_clock.at)
    said = system.get("search/", q="早报").json()
    assert (said["total"], said["is_backup"]) == (1, is_away)


@pytest.mark.parametrize(
    ("path", "query", "wrong"),
    [
        ("search/", {"per_page": 51}, "per_page"),
        ("search/", {"page": 0}, "page"),
        ("search/", {"kind": "nothing"}, "kind"),
        ("search/", {"q": "长" * 61}, "q"),
        ("packages/", {"day": "2026-02-30"}, "day"),
    ],
)
def test_what_cannot_be_asked_is_422_and_named(
    system: Caller, path: str, query: dict[str, str], wrong: str
) -> None:
    answer = system.get(path, **query)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.json()["errors"]] == [wrong]


@pytest.mark.parametrize("path", ["search/", "search/?q=早报", "packages/"])
def test_twenty_cost_no_more_than_one(bank: Bank, system: Caller, path: str) -> None:
    counts = []
    editions: list[Edition] = []
    for number in (1, 20):
        while len(editions) < number:
            editions.append(issue_edition(branch=bank.tree.head_office, title="早报"))
        PackageFactory(branch=bank.tree.head_office, editions=tuple(editions), title=f"第{number}包")
        system.get(path)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert len(set(system.get(path).content.decode().split('"id":'))) == number + 1
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_a_forged_edition_is_not_there(bank: Bank, system: Caller) -> None:
    forged = forge(issue_edition(branch=bank.tree.head_office), "赤狐密令", certify=True)
    assert system.get(f"editions/{forged.public_id}/").status_code == 404
    assert str(forged.public_id) not in system.get("search/").content.decode()
