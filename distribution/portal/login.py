"""Logging in."""

from django.contrib.auth.views import LoginView
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from people.enums import DESK, Role
from people.models import User


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class PortalLoginView(LoginView):
    """One door for all. It says the same of a wrong name and a wrong password (OWASP ASVS 5.0, 6.3.8)."""

    template_name = "portal/login.html"

    def get_default_redirect_url(self) -> str:
        return home_of(self.request.user)


def home_of(user: User) -> str:
    """Return where this user's work is: the portal for managers, the admin for desk roles."""
    if Role.MANAGER not in user.roles and user.roles & DESK:
        return reverse("wagtailadmin_home")
    return resolve_url("home")
