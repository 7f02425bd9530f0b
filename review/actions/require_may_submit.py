"""Require may submit: keep on record that somebody tried to submit who may not."""

from content.models import Component
from core.actions import action
from people.enums import Role
from people.models import User
from people.queries import authority


@action("submit")
def require_may_submit(component: Component, *, actor: User) -> None:
    """Raise Refused, which goes into the ledger, unless `actor` is an editor who oversees `component`.

    For pages, before they prepare anything; `submit` asks the same again under its lock.
    """
    subject = f"component:{component.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, component.branch, subject=subject)
