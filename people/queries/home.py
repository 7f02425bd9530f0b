"""Where is a person's work?"""

from django.urls import reverse

from people.enums import DESK, Role
from people.models import User


def home_of(user: User) -> str:
    """Return where this user's work is: the portal for managers, the admin for desk roles."""
    if Role.MANAGER not in user.roles and user.roles & DESK:
        return reverse("wagtailadmin_home")
    return reverse("home")
