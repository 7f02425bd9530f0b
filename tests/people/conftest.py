"""示范银行: head office, two branches, one sub-branch; and people to put in them."""

from collections.abc import Callable

import pytest
from django.core.cache import cache

from people.enums import Role
from people.models import Branch, User
from tests.factories.people import BranchFactory, UserFactory

Staff = Callable[..., User]


@pytest.fixture
def tree(db: None) -> dict[str, Branch]:
    """Branches by code: HO > EAST > EAST-1, and HO > WEST."""
    head_office = BranchFactory(code="HO")
    east = BranchFactory(code="EAST", parent=head_office)
    BranchFactory(code="EAST-1", parent=east)
    BranchFactory(code="WEST", parent=head_office)
    return {branch.code: branch for branch in Branch.objects.all()}


@pytest.fixture
def staff(db: None) -> Staff:
    """Make a member of staff: `staff(branch, Role.EDITOR, ...)`."""

    def make(branch: Branch | None, *roles: Role, **traits: object) -> User:
        return UserFactory(branch=branch, roles=roles, **traits)

    return make


@pytest.fixture(autouse=True)
def no_codes_used_by_earlier_tests() -> None:
    """Tests have the same keys for their users, and a code is the same for half a minute."""
    cache.clear()
