"""What the verbs of the dictionary share."""

import uuid
from typing import Final

from django.utils.translation import gettext as _

from core.actions import Refused
from people.enums import Role
from people.models import User
from people.queries import authority
from search.models import DictionaryVersion

SUBJECT: Final = "dictionary"
KEEPERS: Final = frozenset({Role.EDITOR})


def keeps_dictionary(user: User) -> bool:
    """Return whether `user` is shown the dictionary; the verbs ask again."""
    return bool(user.is_of_head_office and user.roles & KEEPERS)


def begin_change(actor: User) -> None:
    """Let one change in after the other, and tell every process. The caller holds the transaction.

    Raises Refused unless `actor` is an editor of the head office: the words hold for the whole bank.
    """
    authority.require_role(actor, KEEPERS, subject=SUBJECT)
    if not actor.is_of_head_office:
        raise Refused(
            _("The dictionary holds for the whole bank: the head office keeps it."),
            actor=actor.actor,
            subject=SUBJECT,
            rule="head office",
        )
    version, _made = DictionaryVersion.objects.select_for_update().get_or_create(pk=1)
    version.token = uuid.uuid4()
    version.save(update_fields=["token"])
