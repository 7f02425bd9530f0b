"""Copy from yesterday (从昨日复制): a new draft with yesterday's structure and none of its figures."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.domain.figures import redated, with_field, without_figures
from content.models import Component
from content.queries.opening import blank_copy
from core.actions import Refused, action
from people.enums import Role
from people.models import User
from people.queries import authority


@action("copy_from_yesterday")
def copy_from_yesterday(source: Component, *, actor: User, at: datetime) -> Component:
    """Return the new draft of `actor`, saved with its first revision and linked to `source`.

    Block ids are kept, so that a comparison shows what changed. Figures of the kind are empty, the market day
    is the business day of `at`, a date in the title moves to it. Raises Refused if `actor` may not write,
    does not oversee `source`, or the kind has no figures.
    """
    subject = f"component:{source.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, source.branch, subject=subject)
    figures = source.declaration.figures
    if not figures:
        raise Refused(
            _("This kind of piece is not copied from day to day."),
            actor=actor.actor,
            subject=subject,
            rule="kind",
        )
    today = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    draft = blank_copy(source.get_latest_revision_as_object(), actor, at)
    draft.title = redated(draft.title, today)
    draft.body = with_field(
        without_figures(draft.body.get_prep_value(), figures), "market_date", today.isoformat()
    )
    draft.save()
    revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.create", user=actor, revision=revision, content_changed=True)
    return draft
