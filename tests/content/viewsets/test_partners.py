"""Head office keeps partner institutions; a piece's form says where it comes from."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.enums import Origin
from content.models import Component, Partner, PartnerReceipt
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.content import ProductAnalysisFactory, ProductFactory
from tests.factories.partner import ISSUER, PartnerFactory, agency_product, make_partner_piece
from tests.factories.people import BranchTree, UserFactory

pytestmark = pytest.mark.django_db
ADD = reverse("content_partners:add")
LIST = reverse("content_partners:list")


def edit_address(piece: Component) -> str:
    return reverse("content_product_analysis:edit", args=[piece.pk])


def partner_data(**changes: Any) -> dict[str, Any]:
    return {"code": "fund-house", "name": ISSUER, "is_active": "on", "products": []} | changes


@pytest.mark.parametrize("role", ["editor", "operator"])
def test_head_office_keeps_the_agency_list(role: str, tree: BranchTree) -> None:
    product = agency_product()
    client = signed_in(UserFactory(**{role: True}, branch=tree.head_office))
    assert client.post(ADD, partner_data(products=[product.pk])).status_code == 302
    partner = Partner.objects.get()
    assert list(partner.products.all()) == [product]
    address = reverse("content_partners:edit", args=[partner.pk])
    assert client.post(address, partner_data(code="another", is_active="")).status_code == 302
    partner.refresh_from_db()
    assert (partner.code, partner.is_active, list(partner.products.all())) == ("fund-house", False, [])


def test_a_product_of_the_banks_own_is_not_offered(tree: BranchTree) -> None:
    own = ProductFactory(issuer=ISSUER)
    client = signed_in(UserFactory(editor=True, branch=tree.head_office))
    response = client.post(ADD, partner_data(products=[own.pk]))
    assert list(response.context["form"].errors) == ["products"]
    assert Partner.objects.count() == 0


def test_others_look_only_and_nobody_deletes(tree: BranchTree, editor: User) -> None:
    partner = PartnerFactory()
    address = reverse("content_partners:edit", args=[partner.pk])
    for user in (editor, UserFactory(officer=True, branch=tree.head_office)):
        client = signed_in(user)
        page = client.get(LIST)
        assert (page.status_code, ISSUER in page.content.decode()) == (200, True)
        for refused in (ADD, address):
            assert client.post(refused, partner_data(name="改")).status_code == 302
    keeper = signed_in(UserFactory(editor=True, branch=tree.head_office))
    keeper.post(reverse("content_partners:delete", args=[partner.pk]))
    assert list(Partner.objects.values_list("name", flat=True)) == [ISSUER]


def test_the_list_costs_the_same_for_one_and_for_twenty(
    tree: BranchTree, editor: User, django_assert_num_queries: Any
) -> None:
    client = signed_in(editor)
    PartnerFactory(listed=[agency_product()])
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(19):
        PartnerFactory(name=f"示范机构{number}", listed=[agency_product()])
    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_saving_with_the_box_ticked_notes_what_was_received(editor: User) -> None:
    piece = make_partner_piece(noted=False, editor=editor)
    client = signed_in(editor)
    assert "as_received" in client.get(edit_address(piece)).context["form"].fields
    assert client.post(edit_address(piece), form_data(piece, as_received="on")).status_code == 302
    receipt = PartnerReceipt.objects.get()
    assert (receipt.component_id, receipt.noted_by) == (piece.pk, editor)
    page = client.get(edit_address(piece))
    assert "as_received" not in page.context["form"].fields
    assert "data-receipt" in page.content.decode()


def test_saving_without_the_box_notes_nothing(editor: User) -> None:
    piece = make_partner_piece(noted=False, editor=editor)
    signed_in(editor).post(edit_address(piece), form_data(piece))
    assert PartnerReceipt.objects.count() == 0


def test_what_is_received_has_an_approval_number(editor: User) -> None:
    piece = make_partner_piece(noted=False, editor=editor)
    data = form_data(piece, as_received="on", approval_number="")
    response = signed_in(editor).post(edit_address(piece), data)
    assert list(response.context["form"].errors) == ["approval_number"]
    assert PartnerReceipt.objects.count() == 0


def test_what_was_received_does_not_become_the_banks_own(editor: User) -> None:
    piece = make_partner_piece(editor=editor)
    response = signed_in(editor).post(edit_address(piece), form_data(piece, origin=Origin.OWN))
    assert list(response.context["form"].errors) == ["origin"]
    piece.refresh_from_db()
    assert piece.origin == Origin.PARTNER


def test_a_piece_of_the_banks_own_keeps_nothing_of_a_partner(editor: User) -> None:
    piece = ProductAnalysisFactory(created_by=editor)
    partner = PartnerFactory()
    data = form_data(
        piece, partner=partner.pk, approval_number="X-1", approved_until="2027-01-01", as_received="on"
    )
    assert signed_in(editor).post(edit_address(piece), data).status_code == 302
    draft = Component.objects.get(pk=piece.pk).get_latest_revision_as_object()
    assert (draft.origin, draft.partner, draft.approval_number, draft.approved_until) == (
        "own",
        None,
        "",
        None,
    )
    assert PartnerReceipt.objects.count() == 0


def test_review_needs_everything_of_the_partner(editor: User) -> None:
    piece = make_partner_piece(noted=False, editor=editor)
    data = form_data(piece, partner="", approval_number="", approved_until="")
    response = signed_in(editor).post(edit_address(piece), data | {"action-submit-review": "1"})
    assert set(response.context["form"].errors) == {"partner", "approval_number", "approved_until"}


def test_a_partner_out_of_use_is_offered_only_to_what_has_it(editor: User) -> None:
    gone = PartnerFactory(is_active=False)
    theirs = make_partner_piece(noted=False, editor=editor, partner=gone)
    own = ProductAnalysisFactory(created_by=editor)
    client = signed_in(editor)
    offered = [
        list(client.get(edit_address(piece)).context["form"].fields["partner"].queryset)
        for piece in (theirs, own)
    ]
    assert offered == [[gone], []]
