"""Unsave piece: a manager no longer wants to find it among the saved ones."""

from uuid import UUID

from core.actions import action
from distribution.models import SavedEdition
from people.models import User


@action("unsave piece")
def unsave_piece(edition_id: UUID, *, actor: User) -> None:
    """Take the edition, ended or not, from what the actor has saved. What was not saved stays so."""
    saved = SavedEdition.objects.filter(manager=actor, edition__public_id=edition_id).first()
    if saved is not None:
        saved.delete()
