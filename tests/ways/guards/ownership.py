"""Guards: whose it is."""

from django.urls import reverse
from wagtail.permissions import policy_registry

from content import permissions
from content.models.proxies import KindManager
from distribution.models import Pull
from people.models import BranchOwnedQuerySet
from people.queries import authority
from tests.content.posting import signed_in
from tests.factories.distribution import pull_edition
from tests.factories.people import UserFactory
from tests.factories.review import (
    issue_edition,
    make_component,
)
from tests.ways.guards.base import guard, nothing, page, patched, yes
from tests.ways.pieces import MARKER, Bank, draft, in_review, issued, words


@guard(
    "use flows down",
    "people/models/ownership.py: owned_along",
    "A manager reading what a branch elsewhere owns",
    "tests/ways/test_reach.py::test_an_edition_of_another_branch_reaches_none",
    patched(BranchOwnedQuerySet, "owned_along", lambda self, lineage: self),
)
def foreign_read(bank: Bank) -> bool:
    return page(bank, issue_edition(component=make_component(branch=bank.tree.west, **words())))


@guard(
    "oversight flows up",
    "people/models/ownership.py: overseen_by",
    "The desk of one branch reading another's pieces and cases",
    "tests/ways/test_serving.py::test_a_revision_preview_is_for_those_who_oversee",
    patched(BranchOwnedQuerySet, "overseen_by", lambda self, user: self),
)
def foreign_case(bank: Bank) -> bool:
    foreign = UserFactory(officer=True, branch=bank.tree.west)
    address = reverse("review_case:case", args=[in_review(bank).public_id])
    return MARKER in signed_in(foreign).get(address).content.decode()


@guard(
    "rights end at the branch",
    "content/permissions.py: ComponentPermissionPolicy",
    "Changing another branch's piece",
    "tests/content/viewsets/test_component_addresses.py::test_another_branchs_key_is_not_found",
    patched(permissions, "oversees", yes),
)
def foreign_change(bank: Bank) -> bool:
    foreign, component = UserFactory(editor=True, branch=bank.tree.west), draft(bank)
    return bool(policy_registry.get(component).user_has_permission_for_instance(foreign, "change", component))


@guard(
    "an action asks for the role",
    "people/queries/authority.py: require_role",
    "Pulls by the desk, decisions by editors, submissions by officers",
    "tests/ways/test_serving.py::test_who_is_no_manager_pulls_nothing",
    patched(authority, "require_role", nothing),
)
def pulled_by_editor(bank: Bank) -> bool:
    pull_edition(issued(bank), bank.editor)
    return Pull.objects.filter(manager=bank.editor).exists()


@guard(
    "a kind finds its own",
    "content/models/proxies.py: KindManager",
    "Opening one kind's piece in another kind's form, which would destroy it",
    "tests/content/viewsets/test_component_addresses.py::test_another_kinds_key_is_not_found",
    patched(KindManager, "get_queryset", lambda self: super(KindManager, self).get_queryset()),
)
def other_kind(bank: Bank) -> bool:
    address = reverse("content_product_analysis:inspect", args=[draft(bank).pk])
    return signed_in(bank.editor).get(address).status_code == 200
