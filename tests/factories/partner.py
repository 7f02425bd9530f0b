"""Partner institutions, their products, and pieces of their material as received."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from content.actions.note_received import note_received
from content.enums import Origin
from content.kinds import PRODUCT_ANALYSIS
from content.models import Component, LibraryImage, Partner, Product
from core import clock
from people.models import User
from tests.factories.content import ImageFactory, ProductFactory, picture_file, today
from tests.factories.review import make_component

ISSUER = "示范基金管理有限公司"


class PartnerFactory(DjangoModelFactory[Partner]):
    """A fund house whose agency list holds `listed`."""

    class Meta:
        model = Partner
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"partner-{number}")
    name = ISSUER

    @factory.post_generation
    def listed(self, create: bool, extracted: Sequence[Product] | None, **kwargs: Any) -> None:
        self.products.set(extracted or [])  # type: ignore[attr-defined]


def agency_product(**fields: Any) -> Product:
    """Return an agency product of the fund house, of low risk."""
    return ProductFactory(**{"is_agency": True, "issuer": ISSUER, **fields})


def partner_original(number: int = 700, **fields: Any) -> LibraryImage:
    """Return a picture that is kept byte for byte."""
    content = ContentFile(picture_file(number).read(), name=f"partner-{number}.png")
    return ImageFactory(is_partner_original=True, file=content, **fields)


def make_partner_piece(*, noted: bool = True, partner: Partner | None = None, **traits: Any) -> Component:
    """Return a complete draft of partner material about a product of its agency list, noted as received.

    `traits` are those of `make_component` and the fields of a component.
    """
    product = traits.pop("product", None) or agency_product()
    partner = partner or PartnerFactory(listed=[product])
    fields: dict[str, Any] = {
        "origin": Origin.PARTNER,
        "partner": partner,
        "approval_number": "示范基宣2026-001",
        "approved_until": today() + timedelta(days=30),
        **traits,
    }
    component = make_component(kind=PRODUCT_ANALYSIS.code, product=product, fact=None, **fields)
    if noted:
        note_received(component, actor=component.created_by, at=clock.now())
    return component


def rewrite(component: Component, author: User | None = None, **fields: Any) -> Component:
    """Save a new revision of `component` with `fields` changed."""
    draft = Component.objects.select_related("branch", "created_by").get(pk=component.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    draft.save_revision(user=author or draft.created_by, clean=False)
    return draft
