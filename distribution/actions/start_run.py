"""Start run: a manager plans when the activity of a kit begins."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from content.kinds import ACTIVITY_KIT
from core.actions import Conflict, action
from distribution.models import ActivityRun
from distribution.queries.editions import visible_edition
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition

LATE = timedelta(hours=12)
"""An activity that has begun may still be put into the plan for so long."""


@action("start run")
def start_run(edition_id: UUID, starts_at: datetime, *, actor: User, at: datetime) -> ActivityRun:
    """Keep when the actor's activity begins, in the place of an earlier plan. In no ledger.

    Raises Refused for other roles, Edition.DoesNotExist for what is no activity kit or what `actor` may not
    see at `at`, Conflict for a time that is over or at which the kit is not valid.
    """
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{edition_id}")
    edition = visible_edition(actor, edition_id, at)
    if edition.kind != ACTIVITY_KIT.code:
        raise Edition.DoesNotExist
    if starts_at < at - LATE:
        raise Conflict(_("That time is over. Choose one that is still to come."))
    if not edition.valid_from <= starts_at < edition.valid_until:
        ends = timezone.localtime(edition.valid_until)
        raise Conflict(
            _("This kit may be used until %(time)s. Choose a time before that.")
            % {"time": f"{ends:%Y-%m-%d %H:%M}"}
        )
    run, _is_new = ActivityRun.objects.update_or_create(
        manager=actor, edition=edition, defaults={"starts_at": starts_at, "planned_at": at}
    )
    return run
