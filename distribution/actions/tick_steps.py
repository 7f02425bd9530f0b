"""Tick steps: a manager says which steps of his persona are done."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict, action
from distribution.enums import PersonaStep
from distribution.models import ChosenPersona
from distribution.queries.editions import visible_edition
from people.enums import Role
from people.models import User
from people.queries import authority


@action("tick persona steps")
def tick_steps(
    edition_id: UUID, done: Collection[PersonaStep], *, actor: User, at: datetime
) -> ChosenPersona:
    """Keep which steps are done; no others are. Own matters alone, in no ledger.

    Raises Refused for other roles, Edition.DoesNotExist for what `actor` may not see at `at`, Conflict if
    another persona was chosen since.
    """
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{edition_id}")
    visible_edition(actor, edition_id, at)
    own = ChosenPersona.objects.filter(manager=actor, edition__public_id=edition_id)
    chosen = own.select_for_update(of=("self",)).first()
    if chosen is None:
        raise Conflict(_("You have chosen another persona meanwhile. Open “My persona” again."))
    chosen.steps_done = [step.value for step in PersonaStep if step in done]
    chosen.save(update_fields=["steps_done"])
    return chosen
