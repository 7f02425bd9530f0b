"""A component as a new form opens it. Nothing here is saved."""

from datetime import datetime

from content.kinds import Kind
from content.models import Component, proxy_for
from people.models import User


def blank_component(kind: Kind, author: User, at: datetime) -> Component:
    """Return an unsaved component of `kind` of the author's branch, valid from `at` as long as is usual."""
    opened = at.replace(second=0, microsecond=0)
    component: Component = proxy_for(kind.code)(
        kind=kind.code,
        branch=author.branch,
        created_by=author,
        valid_from=opened,
        valid_until=kind.opens_until(opened),
        body=list(kind.opens_with()),
    )
    return component


def blank_copy(source: Component, author: User, at: datetime) -> Component:
    """Return an unsaved component with what `source` says, but a validity, branch and author of its own."""
    component = blank_component(source.declaration, author, at)
    for name in ("title", "product", "voice", "tier"):
        setattr(component, name, getattr(source, name))
    component.segments = list(source.segments)
    component.body = list(source.body.get_prep_value())
    component.channels = list(source.channels.get_prep_value())
    component.copied_from_id = source.pk
    return component
