"""Authentication backend: loads branch and second factor with the user, at no query of their own."""

from django.contrib.auth.backends import ModelBackend

from people.models import User
from people.queries.second_factor import with_second_factor


class BranchBackend(ModelBackend):
    """Django's own backend, but the user comes with the branch."""

    def get_user(self, user_id: int) -> User | None:
        users = with_second_factor(User.objects.select_related("branch"))
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
