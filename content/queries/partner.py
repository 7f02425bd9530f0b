"""Where a piece comes from: its partner as it is frozen, and what keeps it from review, in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from content.domain.document import Document
from content.domain.partner import BODY, Fault, Flaw, cited_products, flaws
from content.enums import Channel, Origin
from content.models import Component, Partner, PartnerReceipt, Product
from core.clock import business_day
from core.domain import canonical


def partners_for(kept: int | None) -> QuerySet[Partner]:
    """Return the partners in use, and the one with the key `kept`, which a piece has already."""
    return Partner.objects.filter(Q(is_active=True) | Q(pk=kept))


def receipt_of(component: Component) -> PartnerReceipt | None:
    """Return what was received for `component` under its present approval number."""
    if component.pk is None or not component.approval_number:
        return None
    found = PartnerReceipt.objects.filter(
        component_id=component.pk, approval_number=component.approval_number
    )
    return found.select_related("noted_by").first()


def was_received(component: Component) -> bool:
    """Return whether anything was ever noted as received from a partner for `component`."""
    return component.pk is not None and PartnerReceipt.objects.filter(component_id=component.pk).exists()


def partner_entry(component: Component, document: Document) -> dict[str, Any] | None:
    """Return the document's entry "partner", or None for a piece of the bank's own.

    `listed_products` are those of the cited products that are on the partner's agency list at this moment.
    """
    if component.origin != Origin.PARTNER:
        return None
    partner, receipt = component.partner, receipt_of(component)
    return {
        "code": partner.code if partner else None,
        "issuer": partner.name if partner else None,
        "approval_number": component.approval_number,
        "approved_until": canonical.day(component.approved_until) if component.approved_until else None,
        "listed_products": _listed(partner, document),
        "received": receipt
        and {
            "at": canonical.moment(receipt.noted_at),
            "sha256": canonical.sha256(canonical.encode(receipt.hashes)),
            **receipt.hashes,
        },
    }


def partner_problems(document: Document, at: datetime) -> Iterator[str]:
    """Yield in words what keeps partner material from review. `document` is as frozen, without charts."""
    for flaw in flaws(document, business_day(at)):
        yield _words(flaw, document)


def _listed(partner: Partner | None, document: Document) -> list[str]:
    if partner is None:
        return []
    agency = Product.objects.filter(partners=partner, is_agency=True, issuer=partner.name)
    return sorted(agency.filter(code__in=cited_products(document)).values_list("code", flat=True))


def _words(flaw: Flaw, document: Document) -> str:
    words = {
        Fault.NO_ISSUER: _("Choose the partner institution that this material comes from."),
        Fault.NO_APPROVAL: _("Enter the partner's approval number and the last day of the approval."),
        Fault.EXPIRED: _(
            "The partner's approval ended on %(about)s. Ask the partner for a new one, and enter its number "
            "and last day."
        ),
        Fault.NOT_ON_LIST: _(
            "The product %(about)s is not an agency product of %(issuer)s. Choose another product, or ask "
            "head office to put it on the agency list."
        ),
        Fault.NOT_RECEIVED: _(
            "Nobody has noted what was received. Compare the texts with the partner's file, tick “This is "
            "exactly what the partner sent”, and save."
        ),
        Fault.TEXT_CHANGED: _(
            "%(about)s was changed from what was received. Put the partner's text back; only an opening line "
            "of its own may stand above a channel's text."
        ),
        Fault.PICTURE_NO_ORIGINAL: _(
            "The picture “%(about)s” is not marked as a partner's original. Upload the partner's file with "
            "that mark and choose it."
        ),
        Fault.PICTURE_CHANGED: _(
            "The picture “%(about)s” is not one of those received: its bytes differ. Choose the one received."
        ),
    }
    about = flaw.about
    if flaw.fault is Fault.TEXT_CHANGED:
        about = _("Content") if about == BODY else str(Channel(about).label)
    return words[flaw.fault] % {"about": about, "issuer": document["partner"]["issuer"] or "—"}
