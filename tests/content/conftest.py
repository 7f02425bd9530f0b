"""Fixtures of the editor's desk."""

import pytest

from people.models import User
from tests.factories.people import BranchTree, UserFactory, branch_tree


@pytest.fixture
def tree(db: None) -> BranchTree:
    return branch_tree()


@pytest.fixture
def editor(tree: BranchTree) -> User:
    """An editor of the east branch."""
    return UserFactory(editor=True, branch=tree.east)
