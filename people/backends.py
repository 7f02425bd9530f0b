"""Authentication backend: loads branch and second factor with the user, at no query of their own."""

from typing import Final

from django.contrib.auth.backends import ModelBackend
from django.db.models import BigIntegerField

from core.prepared import Prepared
from people.models import User
from people.queries.second_factor import with_second_factor

_SIGNED_IN: Final = Prepared(
    lambda user: with_second_factor(User.objects.select_related("branch")).filter(pk=user),
    user=BigIntegerField(),
)


class BranchBackend(ModelBackend):
    """Django's own backend, but the user comes with the branch."""

    def get_user(self, user_id: int) -> User | None:
        found: list[User] = _SIGNED_IN.rows(user=user_id)
        return next(filter(self.user_can_authenticate, found), None)
