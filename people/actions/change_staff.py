"""Change staff: an administrator saves what was changed about a member of staff."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from core.actions import action
from people.actions.end_sessions import end_sessions
from people.actions.record_rights import record_rights, rights_of
from people.enums import Role
from people.models import User
from people.queries import authority
from people.queries.left_work import Left, left_with


class SomethingLeft(Exception):
    """The person may not go yet: `left` says what would stay behind, the words what to do."""

    def __init__(self, left: Sequence[Left]) -> None:
        told = _(", ").join(f"{one.work.label}（{len(one.found)}）" for one in left)
        super().__init__(_("Hand over first what is left with this person: %(works)s.") % {"works": told})
        self.left = left


@action("change staff")
def change_staff(staff: User, save: Callable[[], User], *, actor: User, at: datetime) -> User:
    """Write the change by `save`, which returns the person as saved, and record it.

    Raises Refused for other roles. Raises SomethingLeft, having written nothing, where the account is
    disabled, moved to another branch, or loses the role that open work needs. Who is disabled is logged out
    everywhere.
    """
    authority.require_role(actor, {Role.ADMINISTRATOR}, subject=staff.actor)
    held = User.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    before, left = rights_of(held), left_with(held)
    changed = save()
    leaves = before.is_active and not changed.is_active
    moves = changed.branch_id != held.branch_id
    held_now = {Role(name) for name in changed.groups.values_list("name", flat=True) if name in Role.values}
    behind = [
        one for one in left if leaves or (moves and one.work.is_of_branch) or not one.work.needs & held_now
    ]
    if behind:
        raise SomethingLeft(behind)
    if leaves:
        end_sessions(changed)
    record_rights(changed, before=before, actor=actor, at=at)
    return changed
