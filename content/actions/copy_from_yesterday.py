"""Copy from yesterday (从昨日复制): a new draft with yesterday's structure and none of its figures."""

from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.domain.figures import RawStream, redated, referred, refilled, with_field, without_figures
from content.kinds import find_kind
from content.kinds.base import start_of_day
from content.models import Component, Fact
from content.queries.calendar import market_day_from
from content.queries.facts import newest_in_place_of
from content.queries.opening import blank_copy
from core.actions import Refused, action
from core.clock import business_day
from people.enums import Role
from people.models import User
from people.queries import authority


@action("copy_from_yesterday")
def copy_from_yesterday(source: Component, *, actor: User, at: datetime) -> Component:
    """Return the new draft of `actor`, saved with its first revision and linked to `source`.

    Block ids are kept, so that a comparison shows what changed. Figures of the kind are empty. The market day
    is the day of `at`, or the next trading day after it where the exchange's days are known; a date in the
    title and the validity move to it. Where a fact stands behind a figure, its
    newest value takes its place and fills the figure, unless that has expired. Raises Refused if `actor` may
    not write, does not oversee `source`, or the kind has no figures.
    """
    subject = f"component:{source.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, source.branch, subject=subject)
    kind = find_kind(source.kind)
    figures = kind.figures if kind else None
    if not figures:
        raise Refused(
            _("This kind of piece is not copied from day to day."),
            actor=actor.actor,
            subject=subject,
            rule="kind",
        )
    today = business_day(at)
    day = market_day_from(today) if "market_date" in figures else today
    opened = at if day == today else start_of_day(day)
    draft = blank_copy(source.get_latest_revision_as_object(), actor, opened)
    draft.title = redated(draft.title, day)
    emptied = without_figures(draft.body.get_prep_value(), figures)
    draft.body = with_field(_with_newest_facts(emptied, today), "market_date", day.isoformat())
    draft.save()
    revision = draft.save_revision(user=actor, clean=False, log_action=False)
    log(instance=draft, action="wagtail.create", user=actor, revision=revision, content_changed=True)
    return draft


def _with_newest_facts(body: RawStream, today: date) -> list[dict[str, Any]]:
    newest = newest_in_place_of(referred(body, "fact"))
    return refilled(body, "fact", {key: _fields(fact, today) for key, fact in newest.items()})


def _fields(fact: Fact, today: date) -> dict[str, Any]:
    if fact.expires_on < today:
        return {"fact": fact.pk}
    figure = fact.number
    return {
        "fact": fact.pk,
        "value": None if figure is None else str(figure),
        "unit": fact.unit,
        "as_of": make_aware(datetime.combine(fact.as_of, time())).isoformat(),
        "source": fact.source,
    }
