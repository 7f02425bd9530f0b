"""Authentication backend: loads the branch with the user, so that ownership costs no query of its own."""

from django.contrib.auth.backends import ModelBackend

from people.models import User


class BranchBackend(ModelBackend):
    """Django's own backend, but the user comes with the branch."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("branch").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
