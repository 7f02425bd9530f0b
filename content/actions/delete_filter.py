"""Delete a saved filter."""

from content.models import SavedFilter
from core.actions import action
from people.models import User


@action("delete_filter")
def delete_filter(key: int, *, actor: User) -> None:
    """Delete the filter with this key. Raises SavedFilter.DoesNotExist if `actor` did not save it."""
    SavedFilter.objects.get(pk=key, owner=actor).delete()
