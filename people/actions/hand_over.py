"""Hand over: what waits for one person goes to a colleague, for a leave or for good."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, Refused, action
from core.clock import business_day
from core.domain import canonical
from core.models import Stream
from people.enums import Role
from people.models import StandIn, User
from people.queries import authority
from people.queries.left_work import lacking, left_with
from people.queries.stand_ins import left_to
from people.registry import LeftWork

HANDING_OVER = frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.OPERATOR})


@dataclass(frozen=True, slots=True)
class Absence:
    """Which days; without a last one for good."""

    first_day: date
    last_day: date | None


@action("hand over")
def hand_over(person: User, colleague: User, absence: Absence, *, actor: User, at: datetime) -> StandIn:
    """Let `colleague` stand in for `person`: what comes up in these days is asked of the colleague.

    For good, what is left with the person now moves too; of a leave it comes back by itself. Raises Refused
    unless `actor` is an administrator, or a lead or operator who oversees the person's branch; Conflict with
    words if the colleague is not an active one of the same branch, lacks a role, if the days have passed, or
    if something has to be ended first. Authors stay authors of what they wrote: review asks its revisions and
    log, not this.
    """
    subject = person.actor
    _require_permission(actor, person, subject)
    person = User.objects.select_for_update(of=("self",)).select_related("branch").get(pk=person.pk)
    colleague = User.objects.select_related("branch").get(pk=colleague.pk)
    if colleague.pk == person.pk or not colleague.is_active or colleague.branch_id != person.branch_id:
        raise Conflict(_("Choose an active colleague of the same branch."))
    if absence.last_day and absence.last_day < max(absence.first_day, business_day(at)):
        raise Conflict(_("These days have passed. Choose others."))
    left = left_with(person)
    if missing := lacking(colleague, left):
        raise Conflict(
            _("%(name)s may not take this over: %(works)s. Choose somebody whose role allows it.")
            % {"name": colleague, "works": _listed(missing)}
        )
    moved = {}
    if absence.last_day is None:
        if stuck := [one.work for one in left if one.work.move is None]:
            raise Conflict(
                _("End this first: %(works)s.")
                % {"works": "; ".join(f"{work.label}: {work.how}" for work in stuck)}
            )
        moved = {one.work.code: one.work.move(person, colleague) for one in left if one.work.move}
    for whom in _also(person, absence):
        made = StandIn.objects.create(
            person=whom,
            colleague=colleague,
            first_day=absence.first_day,
            last_day=absence.last_day,
            arranged_by=actor,
            arranged_at=at,
        )
    ledger.append(
        Stream.DECISIONS,
        "staff.handed_over",
        subject=subject,
        at=at,
        payload={
            "by": actor.actor,
            "to": colleague.actor,
            "first_day": canonical.day(absence.first_day),
            "last_day": canonical.day(absence.last_day) if absence.last_day else None,
            "moved": dict(moved),
        },
        personal={"name": str(person), "to": str(colleague), "by": str(actor)},
    )
    return made


def _also(person: User, absence: Absence) -> list[User]:
    """Return whose work goes along, the person last: of those whom the person stands in for, for good."""
    if absence.last_day is not None:
        return [person]
    return [*(one.person for one in left_to(person)), person]


def _require_permission(actor: User, person: User, subject: str) -> None:
    authority.require_role(actor, HANDING_OVER, subject=subject)
    if Role.ADMINISTRATOR in actor.roles:
        return
    if person.branch is None:
        raise Refused(_("Your role does not allow this."), actor=actor.actor, subject=subject, rule="branch")
    authority.require_oversight(actor, person.branch, subject=subject)


def _listed(works: list[LeftWork]) -> str:
    return _(", ").join(str(work.label) for work in works)
