"""The forms of log-in and of the account's security: codes, keys and passwords, counted for all processes."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from people import security_log
from people.actions.spend_code import spend_code
from people.actions.try_proof import TooManyTries, try_proof
from people.enums import Proof
from people.models import User
from people.portal.signing import check_password, too_many


class CountedCode(forms.Form):
    """Mixin for the library's forms with a code: five wrong ones in fifteen minutes, each right one once."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        at, wrong = clock.now(), []

        def holds() -> bool:
            try:
                super(CountedCode, self).clean_code()  # type: ignore[misc]
            except forms.ValidationError as error:
                wrong.append(error)
                return False
            return self.is_unspent()

        _try(self.user, holds, at, wrong)
        return str(self.cleaned_data["code"])

    def is_unspent(self) -> bool:
        if self.authenticator.type != Authenticator.Type.TOTP:
            return True
        return spend_code(self.user, self.cleaned_data["code"], at=clock.now())


class CodeForm(CountedCode, AuthenticateForm):
    """At log-in."""


class CodeAgainForm(CountedCode, ReauthenticateForm):
    """To prove it once more."""


class FirstCodeForm(CountedCode, ActivateTOTPForm):
    """The first code of a new app: it opens nothing yet."""

    def is_unspent(self) -> bool:
        return spend_code(self.user, self.cleaned_data["code"], at=clock.now())


class CountedKey(forms.Form):
    """Mixin for the library's forms with a security key."""

    user: User

    def clean_credential(self) -> Any:
        found: list[Any] = []
        wrong: list[forms.ValidationError] = []

        def holds() -> bool:
            try:
                found.append(super(CountedKey, self).clean_credential())  # type: ignore[misc]
            except forms.ValidationError as error:
                wrong.append(error)
            return bool(found)

        key_is_wrong = _("This key did not prove who you are. Try again, or use a code.")
        _try(self.user, holds, clock.now(), [forms.ValidationError(key_is_wrong)])
        return found[0]


class SecurityKeyForm(CountedKey, AuthenticateWebAuthnForm):
    """At log-in."""


class SecurityKeyAgainForm(CountedKey, ReauthenticateWebAuthnForm):
    """To prove it once more."""


class PasswordAgainForm(forms.Form):
    """The password once more, before the first second factor is set up."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "field"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        check_password(
            self.user,
            password,
            Proof.PASSWORD,
            clock.now(),
            _("This is not your password. Look at it again."),
        )
        return password


class OwnPasswordForm(PasswordChangeForm):
    """A new password for oneself: the old one first, which cannot be guessed at here either."""

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        check_password(
            self.user, old, Proof.PASSWORD, clock.now(), _("This is not your password. Look at it again.")
        )
        return old


def _try(user: User, holds: Any, at: Any, wrong: list[forms.ValidationError]) -> None:
    try:
        is_right = try_proof(user, Proof.CODE, holds, at=at)
    except TooManyTries as refusal:
        security_log.note("second_factor.too_many", None, by=user)
        raise forms.ValidationError(too_many(refusal)) from refusal
    if not is_right:
        security_log.note("second_factor.wrong", None, by=user)
        raise (
            wrong[0]
            if wrong
            else forms.ValidationError(
                _("This code was used already. Wait for the next one, then enter that.")
            )
        )
