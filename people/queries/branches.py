"""Branches as a person may look into them."""

from people.models import Branch, User


def branch_below(user: User, code: str) -> Branch:
    """Return the branch with this code, the user's own for an empty one.

    Raises Branch.DoesNotExist for one that is neither the user's nor below it.
    """
    own = user.branch
    if own is None:
        raise Branch.DoesNotExist
    if not code:
        return own
    found: Branch = Branch.objects.get(code=code, path__startswith=own.path)
    return found
