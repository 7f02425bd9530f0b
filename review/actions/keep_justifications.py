"""Keep justifications: what a writer says to the warnings of a draft stays with it until it is submitted."""

from collections.abc import Mapping

from content.models import Component
from core.actions import action
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import DraftJustification


@action("keep justifications")
def keep_justifications(component: Component, words: Mapping[str, str], *, actor: User) -> None:
    """Put `words`, by the name of their field on the submission page, in the place of those kept before.

    Raises Refused unless `actor` is an editor who oversees `component`.
    """
    subject = f"component:{component.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, component.branch, subject=subject)
    said = {name: text.strip() for name, text in words.items() if text.strip()}
    if said:
        DraftJustification.objects.update_or_create(component_id=component.pk, defaults={"words": said})
    else:
        DraftJustification.objects.filter(component_id=component.pk).delete()
