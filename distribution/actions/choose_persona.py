"""Choose persona: a manager takes up the persona of a template."""

from datetime import datetime
from uuid import UUID

from content.kinds import PERSONA_TEMPLATE
from core.actions import action
from distribution.models import ChosenPersona
from distribution.queries.editions import visible_edition
from distribution.queries.persona import persona_in
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition


@action("choose persona")
def choose_persona(edition_id: UUID, *, actor: User, at: datetime) -> ChosenPersona:
    """Keep the template's edition as the actor's own, in the place of an earlier one.

    The ticks stay with a newer edition of the same piece and begin anew with another. A preference: nothing
    goes into the ledger. Raises Refused for other roles, Edition.DoesNotExist for what is no persona template
    or what `actor` may not see at `at`.
    """
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{edition_id}")
    edition = visible_edition(actor, edition_id, at)
    if edition.kind != PERSONA_TEMPLATE.code:
        raise Edition.DoesNotExist
    same = ChosenPersona.objects.filter(manager=actor, edition__component=edition.component_id)
    earlier = same.select_for_update(of=("self",)).first()
    chosen, _is_new = ChosenPersona.objects.update_or_create(
        manager=actor,
        defaults={
            "edition": edition,
            "persona_type": persona_in(edition.content),
            "steps_done": earlier.steps_done if earlier else [],
            "chosen_at": at,
        },
    )
    return chosen
