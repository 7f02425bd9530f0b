"""Keep a qualification: head office writes down what a member of staff is qualified to offer."""

from datetime import datetime

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Refused, action
from core.domain import canonical
from core.models import Stream
from people.enums import Role
from people.models import Qualification, User
from people.queries import authority


@action("keep qualification")
def keep_qualification(qualification: Qualification, *, actor: User, at: datetime) -> Qualification:
    """Save the cleaned `qualification`, new or changed, and record it.

    Raises Refused unless `actor` is an administrator of the head office, and for one's own: nobody qualifies
    themselves.
    """
    subject = qualification.user.actor
    authority.require_role(actor, {Role.ADMINISTRATOR}, subject=subject)
    if not actor.is_of_head_office:
        raise Refused(
            _("Qualifications are kept by the head office. Ask there to enter this one."),
            actor=actor.actor,
            subject=subject,
            rule="head office",
        )
    if qualification.user_id == actor.pk:
        raise Refused(
            _("Nobody enters their own qualification. Ask another administrator."),
            actor=actor.actor,
            subject=subject,
            rule="person",
        )
    qualification.save()
    until = qualification.valid_until
    ledger.append(
        Stream.DECISIONS,
        "staff.qualification",
        subject=subject,
        at=at,
        payload={
            "by": actor.actor,
            "qualification": qualification.kind,
            "valid_from": canonical.day(qualification.valid_from),
            "valid_until": canonical.day(until) if until else None,
        },
        personal={"number": qualification.number, "by": str(actor)},
    )
    return qualification
