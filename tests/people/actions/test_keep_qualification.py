from datetime import date

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from core import clock
from core.actions import Refused
from core.models import LedgerPersonalData, LedgerRecord
from people.actions.keep_qualification import keep_qualification
from people.enums import QualificationKind, Role
from people.models import Qualification, User
from people.queries.qualifications import held_qualifications
from tests.factories.people import BranchTree, QualificationFactory, UserFactory, branch_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> BranchTree:
    return branch_tree()


def unsaved(user: User) -> Qualification:
    return Qualification(user=user, kind=QualificationKind.FUND, number="A1234", valid_from=date(2026, 1, 1))


def test_it_is_kept_and_on_record_without_the_number(tree: BranchTree) -> None:
    manager = UserFactory(manager=True, branch=tree.east, held=())
    actor = UserFactory(administrator=True, branch=tree.head_office)
    keep_qualification(unsaved(manager), actor=actor, at=clock.now())
    assert held_qualifications(manager, date(2026, 3, 2)) == {"fund"}
    assert held_qualifications(manager, date(2025, 12, 31)) == frozenset()
    record = LedgerRecord.objects.get(event="staff.qualification")
    assert record.subject == manager.actor
    assert b"A1234" not in bytes(record.payload)
    assert LedgerPersonalData.objects.get(record=record).body["number"] == "A1234"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_keep_none(tree: BranchTree, role: Role) -> None:
    manager = UserFactory(manager=True, branch=tree.east, held=())
    with pytest.raises(Refused):
        keep_qualification(
            unsaved(manager), actor=UserFactory(roles=[role], branch=tree.head_office), at=clock.now()
        )
    assert not Qualification.objects.filter(user=manager).exists()


def test_a_branchs_administrator_keeps_none(tree: BranchTree) -> None:
    manager = UserFactory(manager=True, branch=tree.east, held=())
    with pytest.raises(Refused):
        keep_qualification(
            unsaved(manager), actor=UserFactory(administrator=True, branch=tree.east), at=clock.now()
        )
    assert not Qualification.objects.exists()


def test_nobody_qualifies_themselves(tree: BranchTree) -> None:
    both = UserFactory(roles=[Role.ADMINISTRATOR, Role.MANAGER], branch=tree.head_office, held=())
    with pytest.raises(Refused):
        keep_qualification(unsaved(both), actor=both, at=clock.now())
    assert not Qualification.objects.exists()


def test_one_registration_stands_once(tree: BranchTree) -> None:
    kept = QualificationFactory(user=UserFactory(branch=tree.east))
    with pytest.raises(IntegrityError):
        Qualification.objects.create(
            user=kept.user, kind=kept.kind, number=kept.number, valid_from=date(2026, 1, 1)
        )


def test_it_is_entered_and_ended_in_the_admin(tree: BranchTree, client: Client) -> None:
    manager = UserFactory(manager=True, branch=tree.east, held=())
    client.force_login(UserFactory(administrator=True, branch=tree.head_office))
    form = {
        "user": manager.pk,
        "kind": "wealth",
        "number": "W-1",
        "valid_from": "2026-01-01",
        "valid_until": "",
    }
    assert client.post(reverse("qualifications:add"), form).status_code == 302
    made = Qualification.objects.get()
    page = client.get(reverse("qualifications:index")).content.decode()
    assert manager.staff_number in page
    address = reverse("qualifications:edit", args=[made.pk])
    assert client.post(address, {**form, "valid_until": "2025-01-01"}).status_code == 200
    assert client.post(address, {**form, "valid_until": "2026-02-28"}).status_code == 302
    assert held_qualifications(manager, date(2026, 2, 28)) == {"wealth"}
    assert held_qualifications(manager, date(2026, 3, 1)) == frozenset()
    assert LedgerRecord.objects.filter(event="staff.qualification").count() == 2
