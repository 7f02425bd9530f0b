"""What the people room hangs into Wagtail's admin. Staff comes by people.apps.StaffAdminConfig."""

from wagtail import hooks

from people.models import User
from people.viewsets import BranchViewSet, refused_bulk_action

for _action_type in ("assign_role", "delete", "set_active_state"):
    hooks.register("register_bulk_action", refused_bulk_action(_action_type, [User]), order=1000)


@hooks.register("register_admin_viewset")
def register_branches() -> BranchViewSet:
    return BranchViewSet()
