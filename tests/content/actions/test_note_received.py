"""What was received is noted once for an approval number, by those who may write the piece."""

import pytest
from django.db import DatabaseError, transaction

from content.actions.copy_to_branch import copy_to_branch
from content.actions.note_received import note_received
from content.enums import Origin
from content.models import Component, PartnerReceipt
from content.queries.opening import blank_copy
from core import clock
from core.actions import Conflict, Refused
from tests.factories.partner import make_partner_piece, rewrite
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import issue_edition, make_component, submit_component

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_the_receipt_says_who_when_and_what() -> None:
    piece = make_partner_piece(noted=False)
    receipt = note_received(piece, actor=piece.created_by, at=clock.now())
    assert (receipt.noted_by, receipt.noted_at) == (piece.created_by, clock.now())
    assert set(receipt.hashes["texts"]) == {"body", "moments", "one_to_one"}
    assert receipt.hashes["pictures"] == []


def test_it_is_noted_once() -> None:
    piece = make_partner_piece()
    with pytest.raises(Conflict, match="该文号的原文已确认收稿"):
        note_received(piece, actor=piece.created_by, at=clock.now())
    renewed = rewrite(piece, approval_number="示范基宣2026-002")
    note_received(renewed, actor=piece.created_by, at=clock.now())
    assert PartnerReceipt.objects.count() == 2


@pytest.mark.parametrize("change", [{"hashes": {}}, {"approval_number": "X"}])
def test_it_is_never_changed(change: dict[str, object]) -> None:
    make_partner_piece()
    with pytest.raises(DatabaseError), transaction.atomic():
        PartnerReceipt.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        PartnerReceipt.objects.all().delete()


def test_only_editors_above_note_it(tree: BranchTree) -> None:
    editor = UserFactory(editor=True, branch=tree.east)
    piece = make_partner_piece(noted=False, editor=editor)
    for actor in (
        UserFactory(officer=True, branch=tree.east),
        UserFactory(editor=True, branch=tree.west),
        UserFactory(is_superuser=True, branch=tree.east),
    ):
        with pytest.raises(Refused):
            note_received(piece, actor=actor, at=clock.now())
    assert PartnerReceipt.objects.count() == 0


def test_only_a_draft_of_partner_material_with_a_number_is_noted() -> None:
    own = make_component()
    numberless = make_partner_piece(noted=False, approval_number="")
    submitted = make_partner_piece(partner=numberless.partner, product=numberless.product)
    partner = submitted.partner
    partner.products.add(submitted.product)
    submit_component(submitted)
    submitted = Component.objects.select_related("branch").get(pk=submitted.pk)
    submitted.approval_number = "示范基宣2026-003"
    for piece in (own, numberless, submitted):
        with pytest.raises(Conflict, match="只有填写了批准文号"):
            note_received(piece, actor=piece.created_by, at=clock.now())


def test_a_copy_of_ones_own_branch_stays_partner_material() -> None:
    piece = make_partner_piece()
    copied = blank_copy(piece, piece.created_by, clock.now())
    assert (copied.origin, copied.partner, copied.approval_number) == (
        Origin.PARTNER,
        piece.partner,
        piece.approval_number,
    )


def test_it_is_not_copied_to_a_branch(tree: BranchTree) -> None:
    theirs = UserFactory(editor=True, branch=tree.head_office)
    piece = make_partner_piece(editor=theirs)
    issue_edition(component=piece)
    with pytest.raises(Refused, match="不能引用改写"):
        copy_to_branch(piece, actor=UserFactory(editor=True, branch=tree.east), at=clock.now())
    assert Component.objects.count() == 1
