"""Note received: an editor vouches that a piece says exactly what the partner sent."""

from datetime import datetime

from django.utils.translation import gettext as _

from content.domain.partner import received
from content.enums import ComponentState, Origin
from content.models import Component, PartnerReceipt
from content.queries.freezing import document_of
from core.actions import Conflict, action
from people.enums import Role
from people.models import User
from people.queries import authority


@action("note_received")
def note_received(draft: Component, *, actor: User, at: datetime) -> PartnerReceipt:
    """Return the receipt of the texts and pictures of `draft` under its approval number.

    From now on they may not be changed but for an opening line (content.domain.partner). The caller has just
    saved `draft` and holds its row lock. Raises Refused (role, branch), Conflict for a piece that is the
    bank's own or in review, has no approval number, or was noted under this number already: a changed text
    needs a new approval of the partner.
    """
    subject = f"component:{draft.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, draft.branch, subject=subject)
    if draft.state != ComponentState.DRAFT or draft.origin != Origin.PARTNER or not draft.approval_number:
        raise Conflict(_("Only a draft of partner material with an approval number is noted as received."))
    if PartnerReceipt.objects.filter(component=draft.pk, approval_number=draft.approval_number).exists():
        raise Conflict(
            _(
                "What was received under this approval number is noted already. A changed text needs a new "
                "approval of the partner."
            )
        )
    return PartnerReceipt.objects.create(
        component_id=draft.pk,
        approval_number=draft.approval_number,
        hashes=received(document_of(draft)),
        noted_by=actor,
        noted_at=at,
    )
