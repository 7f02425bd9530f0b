"""A component as a new form opens it. Nothing here is saved."""

from datetime import date, datetime
from uuid import uuid4

from content.domain.figures import with_field
from content.kinds import Kind
from content.kinds.base import end_of_day, start_of_day
from content.models import Component, WeeklyColumn, proxy_for
from core.clock import business_day
from people.models import User

COPIED = (
    *("title", "product", "voice", "tier", "column"),
    *("origin", "partner", "approval_number", "approved_until"),
)


def blank_component(kind: Kind, author: User, at: datetime) -> Component:
    """Return an unsaved component of `kind` of the author's branch, valid from `at` as long as is usual."""
    opened = at.replace(second=0, microsecond=0)
    component: Component = proxy_for(kind.code)(
        kind=kind.code,
        branch=author.branch,
        created_by=author,
        valid_from=opened,
        valid_until=kind.opens_until(opened),
        body=[{**block, "id": str(uuid4())} for block in kind.opens_with()],
        channels=[
            {"type": channel, "value": {"text": "", "pictures": []}, "id": str(uuid4())}
            for channel in kind.opens_channels
        ],
    )
    return component


def component_for_day(
    kind: Kind, author: User, at: datetime, *, day: date | None, column: WeeklyColumn | None
) -> Component:
    """Return an unsaved component of `kind` for `day` (or that of `at`) that fills `column`, if any.

    A day to come opens at its first moment; a brief's market day is set, a column's piece lasts for its day.
    """
    later = day is not None and day > business_day(at)
    opened = start_of_day(day) if day is not None and later else at
    component = blank_component(kind, author, opened)
    if day is not None:
        component.body = with_field(component.body.get_prep_value(), "market_date", day.isoformat())
    if column is not None:
        component.column = column
        component.title = f"{column.name} {business_day(opened):%m-%d}"
        component.segments = list(column.segments)
        component.tier = column.tier
        component.valid_until = end_of_day(opened)
    return component


def blank_copy(source: Component, author: User, at: datetime) -> Component:
    """Return an unsaved component with what `source` says, but a validity, branch and author of its own."""
    component = blank_component(source.declaration, author, at)
    for name in COPIED:
        setattr(component, name, getattr(source, name))
    component.segments = list(source.segments)
    component.body = list(source.body.get_prep_value())
    component.channels = list(source.channels.get_prep_value())
    component.copied_from_id = source.pk
    return component
