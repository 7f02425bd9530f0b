"""Withdraw consent: a customer's story ends everywhere at once, and its pictures are erased."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from content.enums import ComponentState
from content.models import Component, Story
from content.queries.stories import rests_on_consent
from core import ledger, outbox
from core.actions import Conflict, action
from core.ledger import Entry
from core.models import Stream
from people.enums import REVIEWING, Role
from people.models import User
from people.queries import authority
from review.actions.recall import call_back, record_of_recall
from review.actions.withdraw import close_as_withdrawn, record_of_withdrawal
from review.enums import CaseStatus, EditionStatus, WithdrawalGround
from review.models import Case, ConsentWithdrawal, Edition

CLOSING = REVIEWING | {Role.EDITOR}


@action("withdraw_consent")
def withdraw_consent(
    component_id: UUID, *, ground: WithdrawalGround, actor: User, at: datetime
) -> ConsentWithdrawal:
    """Close the story: take its open case back, recall its editions, lock its draft, announce the erasure.

    For the manager who sent it in, and for editors and officers who oversee it. Nobody else's leave and no
    signature is needed for the recall: withdrawing must be as easy as consenting was (PIPL art. 15), and the
    bank must then delete of its own accord (art. 47). What has lapsed is recalled too: its posts may still be
    out. Doing it twice gives the first one. Raises Component.DoesNotExist, Refused, and Conflict for a piece
    that rests on no consent. Readers are refused from the next request on (I4); the managers' tasks and the
    erasure follow through the outbox.
    """
    cases = list(_open_cases(component_id))
    component = Component.objects.select_for_update(of=("self",)).get(public_id=component_id)
    _require_may_close(component, actor)
    if not rests_on_consent(component):
        raise Conflict(_("This piece rests on no customer's consent."))
    known: ConsentWithdrawal | None = ConsentWithdrawal.objects.filter(component=component).first()
    if known is not None:
        return known
    for case in cases:
        close_as_withdrawn(case, at)
    recalls = [
        call_back(edition, reason=_reason(ground), correction="", actor=actor, at=at)
        for edition in _to_be_recalled(component)
    ]
    Component.objects.filter(pk=component.pk).update(state=ComponentState.CLOSED)
    made = ConsentWithdrawal.objects.create(
        component=component, ground=ground, withdrawn_by=actor, withdrawn_at=at
    )
    subject = f"component:{component.public_id}"
    outbox.announce("consent.withdrawn", subject, 1, {"withdrawal": str(made.public_id)}, at)
    ledger.append_all(
        Stream.DECISIONS,
        [
            *(record_of_withdrawal(case, actor, at) for case in cases),
            *(record_of_recall(one) for one in recalls),
            Entry(
                "consent.withdrawn",
                subject=subject,
                at=at,
                payload={"ground": ground.value, "withdrawn_by": actor.actor, "recalled": len(recalls)},
                personal={"withdrawn_by": str(actor)},
            ),
        ],
    )
    return made


def _open_cases(component_id: UUID) -> Iterator[Case]:
    """Cases are locked before their component, as a decision locks them."""
    yield from (
        Case.objects.select_for_update(of=("self",))
        .select_related("candidate")
        .filter(candidate__component__public_id=component_id, status=CaseStatus.OPEN)
        .order_by("pk")
    )


def _require_may_close(component: Component, actor: User) -> None:
    subject = f"component:{component.public_id}"
    own = Story.objects.filter(component_id=component.pk, manager=actor).exists()
    if own and Role.MANAGER in actor.roles:
        return
    authority.require_role(actor, CLOSING, subject=subject)
    authority.require_oversight(actor, component.branch, subject=subject)


def _to_be_recalled(component: Component) -> Iterator[Edition]:
    yield from (
        Edition.objects.select_for_update(of=("self",))
        .filter(component_id=component.pk)
        .exclude(status=EditionStatus.RECALLED)
        .order_by("pk")
    )


def _reason(ground: WithdrawalGround) -> str:
    return _("%(ground)s: delete what you have posted of it.") % {"ground": ground.label}
