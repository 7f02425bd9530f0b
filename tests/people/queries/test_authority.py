import pytest

from core.actions import Refused
from people.enums import OVERSEEING, REVIEWING, Role
from people.models import Branch
from people.queries.authority import oversees, require_oversight, require_role, require_use
from tests.people.conftest import Staff

Tree = dict[str, Branch]


def test_one_of_the_roles_is_enough(tree: Tree, staff: Staff) -> None:
    require_role(staff(tree["HO"], Role.LEGAL), REVIEWING, subject="case:1")


@pytest.mark.parametrize("traits", [{}, {"is_superuser": True}, {"is_superuser": True, "is_staff": True}])
def test_without_the_role_even_a_superuser_is_refused(
    tree: Tree, staff: Staff, traits: dict[str, bool]
) -> None:
    user = staff(tree["HO"], Role.EDITOR, **traits)
    with pytest.raises(Refused) as refusal:
        require_role(user, REVIEWING, subject="case:1")
    assert (refusal.value.actor, refusal.value.subject, refusal.value.rule) == (user.actor, "case:1", "role")


def test_an_inactive_officer_is_refused(tree: Tree, staff: Staff) -> None:
    with pytest.raises(Refused):
        require_role(staff(tree["HO"], Role.OFFICER, is_active=False), REVIEWING, subject="case:1")


@pytest.mark.parametrize(
    ("at", "of", "allowed"),
    [
        ("HO", "EAST-1", True),
        ("EAST", "EAST", True),
        ("EAST", "EAST-1", True),
        ("EAST", "HO", False),
        ("EAST", "WEST", False),
        ("EAST-1", "EAST", False),
    ],
)
def test_oversight(tree: Tree, staff: Staff, at: str, of: str, allowed: bool) -> None:
    user = staff(tree[at], Role.OFFICER)
    assert oversees(user, tree[of]) is allowed
    if allowed:
        require_oversight(user, tree[of], subject="case:1")
    else:
        with pytest.raises(Refused) as refusal:
            require_oversight(user, tree[of], subject="case:1")
        assert refusal.value.rule == "branch"


@pytest.mark.parametrize("role", sorted(set(Role) - OVERSEEING))
def test_other_roles_oversee_nothing(tree: Tree, staff: Staff, role: Role) -> None:
    assert oversees(staff(tree["HO"], role), tree["HO"]) is False


@pytest.mark.parametrize(
    ("at", "of", "allowed"),
    [
        ("EAST-1", "HO", True),
        ("EAST-1", "EAST", True),
        ("EAST-1", "EAST-1", True),
        ("EAST", "EAST-1", False),
        ("HO", "EAST", False),
        ("WEST", "EAST", False),
    ],
)
def test_use(tree: Tree, staff: Staff, at: str, of: str, allowed: bool) -> None:
    user = staff(tree[at], Role.MANAGER)
    if allowed:
        require_use(user, tree[of], subject="edition:1")
    else:
        with pytest.raises(Refused) as refusal:
            require_use(user, tree[of], subject="edition:1")
        assert refusal.value.rule == "branch"


def test_without_a_branch_nothing_is_overseen_or_used(tree: Tree, staff: Staff) -> None:
    user = staff(None, *Role)
    assert oversees(user, tree["HO"]) is False
    with pytest.raises(Refused):
        require_use(user, tree["HO"], subject="edition:1")
