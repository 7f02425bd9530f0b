"""What fills the fields of an approved text before it is taken."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from content.domain.merge import BRANCH, LINK, MANAGER
from people.models import User


def own_fields(manager: User) -> Mapping[str, str]:
    """Return the values that `manager` is shown; the link is made with the pull."""
    branch = manager.branch.short_name if manager.branch else ""
    return {MANAGER: str(manager), BRANCH: branch, LINK: _("[the link is made when you take it]")}
