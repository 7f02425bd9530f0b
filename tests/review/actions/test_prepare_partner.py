"""Partner material goes into review as it was received, in time and about what the bank distributes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from content.models import Product
from core import clock
from core.actions import Conflict
from review.actions.prepare import prepare
from review.actions.submit import NotReady, submit
from tests.conftest import FrozenClock
from tests.factories.content import (
    FactFactory,
    ImageFactory,
    ProductFactory,
    analysis_body,
    channel,
    picture_file,
    today,
)
from tests.factories.partner import (
    ISSUER,
    PartnerFactory,
    agency_product,
    make_partner_piece,
    partner_original,
    rewrite,
)
from tests.factories.review import issue_edition, make_component, submit_component

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def problems(component: object) -> tuple[str, ...]:
    return prepare(component, clock.now()).problems  # type: ignore[arg-type]


def test_it_is_issued_and_ends_with_the_approval() -> None:
    product = agency_product()
    picture = partner_original()
    edition = issue_edition(
        component=make_partner_piece(
            product=product,
            pictures=[picture],
            approved_until=today() + timedelta(days=1),
            valid_until=clock.now() + timedelta(days=9),
        )
    )
    partner = edition.content["partner"]
    assert (partner["issuer"], partner["approval_number"]) == (ISSUER, "示范基宣2026-001")
    assert partner["listed_products"] == [product.code]
    assert partner["received"]["pictures"] == [picture.content_sha256]
    local = timezone.localtime(edition.valid_until)
    assert (local.date(), local.hour, local.minute) == (today() + timedelta(days=1), 23, 59)


def test_a_piece_of_the_banks_own_says_nothing_of_partners() -> None:
    assert "partner" not in prepare(make_component(), clock.now()).document


def test_an_approval_that_is_over_is_refused_with_words() -> None:
    piece = make_partner_piece(approved_until=today() - timedelta(days=1))
    said = f"The partner's approval ended on {today() - timedelta(days=1)}."
    assert said in "\n".join(problems(piece))
    with pytest.raises(NotReady, match="approval ended"):
        submit_component(piece)


@pytest.mark.parametrize("case", ["own", "foreign", "unlisted", "of another issuer"])
def test_only_agency_products_of_that_issuer_may_be_cited(case: str) -> None:
    product = {
        "own": lambda: ProductFactory(issuer=ISSUER),
        "foreign": agency_product,
        "unlisted": agency_product,
        "of another issuer": lambda: agency_product(issuer="示范保险有限公司"),
    }[case]()
    partner = PartnerFactory(listed=[] if case == "unlisted" else [product])
    if case == "foreign":
        partner = PartnerFactory(name="示范信托有限公司", listed=[])
    said = problems(make_partner_piece(product=product, partner=partner))
    assert said == (
        f"The product {product.code} is not an agency product of {partner.name}. Choose another product, or "
        "ask head office to put it on the agency list.",
    )


def test_a_product_that_only_a_fact_cites_counts_too() -> None:
    listed, foreign = agency_product(), ProductFactory(code="SF-OWN")
    piece = make_partner_piece(product=listed, body=analysis_body(FactFactory(product=foreign)))
    assert [one.partition(" is not")[0] for one in problems(piece)] == ["The product SF-OWN"]


def test_a_product_taken_off_the_list_meanwhile_is_a_conflict() -> None:
    piece = make_partner_piece()
    prepared = prepare(piece, clock.now())
    assert prepared.problems == ()
    piece.partner.products.clear()
    with pytest.raises(Conflict):
        submit(prepared, actor=piece.created_by, justifications={}, at=clock.now())


def test_nothing_is_submitted_that_nobody_noted_as_received() -> None:
    (said,) = problems(make_partner_piece(noted=False))
    assert said.startswith("Nobody has noted what was received.")


def test_an_opening_line_is_the_banks_own_and_nothing_else_is() -> None:
    piece = make_partner_piece()
    text = piece.channels[0].value["text"]
    greeted = rewrite(piece, channels=[channel("moments", f"早安！\n{text}")])
    assert problems(greeted) == ()
    altered = rewrite(piece, channels=[channel("moments", text.replace("投资须谨慎", "投资需谨慎"))])
    assert any(one.startswith("Moments was changed from what was received.") for one in problems(altered))


def test_a_changed_body_is_refused() -> None:
    piece = make_partner_piece()
    body = analysis_body(None)
    body[1]["value"][0]["value"] = "净值可能小幅波动，本金可能受损。"
    assert problems(rewrite(piece, body=body)) == (
        "Content was changed from what was received. Put the partner's text back; only an opening line of "
        "its own may stand above a channel's text.",
    )


def test_a_new_approval_number_asks_for_what_was_received_anew() -> None:
    (said,) = problems(rewrite(make_partner_piece(), approval_number="示范基宣2026-002"))
    assert said.startswith("Nobody has noted what was received.")


def test_pictures_must_be_originals_and_those_received() -> None:
    unmarked = make_partner_piece(pictures=[ImageFactory(title="示范海报")])
    (said,) = problems(unmarked)
    assert said.startswith("The picture “示范海报” is not marked as a partner's original.")
    piece = make_partner_piece(
        pictures=[partner_original(1)], partner=unmarked.partner, product=unmarked.product
    )
    text = piece.channels[0].value["text"]
    other = partner_original(2, title="另一张")
    swapped = rewrite(piece, channels=[channel("moments", text, [other])])
    (said,) = problems(swapped)
    assert said.startswith("The picture “另一张” is not one of those received")


def test_a_picture_whose_file_was_exchanged_is_refused() -> None:
    picture = partner_original(3, title="示范海报")
    piece = make_partner_piece(pictures=[picture])
    Path(picture.file.path).write_bytes(picture_file(4).read())
    assert any("The file of picture “示范海报” was changed" in one for one in problems(piece))


def test_the_frozen_entry_stays_when_the_tables_change(frozen_clock: FrozenClock) -> None:
    piece = make_partner_piece()
    edition = issue_edition(component=piece)
    before = edition.content["partner"]
    piece.partner.name = "改名后的基金公司"
    piece.partner.save()
    Product.objects.update(is_agency=False)
    edition.refresh_from_db()
    assert edition.content["partner"] == before
