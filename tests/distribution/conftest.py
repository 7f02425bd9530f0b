"""A bank with three branches and one manager, on a Monday morning."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from people.models import User
from tests.conftest import FrozenClock
from tests.factories.people import BranchTree, UserFactory, branch_tree


@dataclass(frozen=True)
class Bank:
    """Who takes part: `manager` belongs to `tree.east_sub`."""

    tree: BranchTree
    manager: User


@pytest.fixture
def bank(db: None, frozen_clock: FrozenClock) -> Bank:
    cache.clear()
    tree = branch_tree()
    return Bank(tree, UserFactory(manager=True, branch=tree.east_sub))


@pytest.fixture
def manager_client(bank: Bank, client: Client) -> Client:
    client.force_login(bank.manager)
    return client
