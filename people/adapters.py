"""What django-allauth asks us: how to log in, where to go, how secrets are kept."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from core.sealed import seal, unseal
from people import security_log
from people.models import User
from people.queries import session_state
from people.queries.client_address import client_address
from people.queries.home import home_of
from people.queries.second_factor import has_second_factor

PURPOSE = "people.second_factor"


class AccountAdapter(DefaultAccountAdapter):
    """Logging in, and proving once more who one is."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, unless the account or its password has changed since the password was given."""
        if not user.is_active or not session_state.password_still_holds(request.session, user):
            security_log.note("login.overtaken", request, by=user)
            request.session.flush()
            raise ImmediateHttpResponse(redirect("login"))
        super().login(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(cast("User", request.user))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "unknown"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """With a second factor that is what proves it: a password alone would be the weaker side door."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if isinstance(user, User) and has_second_factor(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages show the state itself; a message would surface later, somewhere in the admin."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: names for people, secrets not in the clear."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not valid. Wait for the next one, then enter that."),
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def build_totp_svg(self, url: str) -> str:
        """The picture alone, to stand in a page: no XML declaration."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def encrypt(self, text: str) -> str:
        return seal(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, PURPOSE)

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return str(_("Security key"))
