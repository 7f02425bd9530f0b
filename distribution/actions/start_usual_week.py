"""Start the usual week: a branch's first programme, with what most weeks have."""

from datetime import date

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.actions import Conflict, action
from distribution.actions.mark_stale import mark_stale
from distribution.domain.programmes.usual_week import PLACES, TIMES
from distribution.models import Programme, ProgrammeEntry, ProgrammeSlot
from distribution.queries.authority import require_own
from people.models import User
from people.queries.authority import own_branch


@action("start usual week")
def start_usual_week(title: str, starts: date, *, actor: User) -> Programme:
    """Make a programme of the actor's branch from distribution.domain.programmes.usual_week; return it.

    Raises Refused for who does not lay out packages, Conflict if the branch has a programme already.
    """
    branch = own_branch(actor, subject="programme:new")
    programme = Programme(branch=branch, title=title, starts=starts)
    require_own(actor, programme)
    if Programme.objects.filter(branch=branch).exists():
        raise Conflict(_("Your branch has a programme already. Change that one."))
    programme.save()
    ProgrammeSlot.objects.bulk_create(
        ProgrammeSlot(programme=programme, slot=slot, begins=times.begins, ends=times.ends)
        for slot, times in TIMES.items()
    )
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(
            programme=programme,
            weekday=str(weekday),
            slot=place.slot,
            purpose=place.purpose,
            kinds=list(place.kinds),
            how_many=place.how_many,
            stand_in_kind=place.stand_in_kind,
        )
        for place in PLACES
        for weekday in place.weekdays
    )
    mark_stale()
    log(programme, "wagtail.create", user=actor)
    return programme
