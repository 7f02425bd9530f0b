"""The API keeps its own description: whatever is sent, the answer is one that the schema foresees."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.api_schema import described
from tests.conftest import FrozenClock
from tests.factories.api import Caller, caller
from tests.factories.distribution import PackageFactory
from tests.factories.people import BranchTree, branch_tree
from tests.factories.review import issue_edition

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    ignored_auth,
]
OPERATIONS = [(path, method) for path, methods in described()["paths"].items() for method in methods]


@pytest.fixture(autouse=True)
def connection_stays() -> Iterator[None]:
    """A request through WSGI would close the connection that holds the test's transaction."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock, settings: Settings) -> BranchTree:
    cache.clear()
    settings.ARMOURY_API_REQUESTS_PER_MINUTE = 1_000_000
    return branch_tree()


@pytest.fixture
def system(tree: BranchTree) -> Caller:
    return caller(tree.head_office)


def operation(path: str, method: str) -> Any:
    schema = schemathesis.openapi.from_dict(described())
    schema.app = WSGIHandler()
    return schema[path][method.upper()]


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_foreseen(system: Caller, tree: BranchTree, path: str, method: str) -> None:
    edition = issue_edition(branch=tree.head_office)
    PackageFactory(branch=tree.head_office, editions=(edition,))
    asked = operation(path, method)

    @examples(
        max_examples=40,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(case=asked.as_strategy())
    def holds(case: Any) -> None:
        case.call_and_validate(headers=system.headers, checks=CHECKS)

    holds()


def test_an_edition_in_force_is_answered_as_described(system: Caller, tree: BranchTree) -> None:
    edition = issue_edition(branch=tree.head_office)
    asked = operation("/api/v1/editions/{public_id}/", "get")
    case = asked.Case(path_parameters={"public_id": str(edition.public_id)})
    answer = case.call_and_validate(headers=system.headers, checks=CHECKS)
    assert answer.status_code == 200


def test_the_schema_is_served_to_every_token(system: Caller) -> None:
    answer = system.get("schema/")
    assert answer.status_code == 200
    assert answer.json()["paths"].keys() == described()["paths"].keys()
