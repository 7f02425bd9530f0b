"""What is signed carries a password that was given lately."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import security_log
from people.actions.try_proof import TooManyTries, try_proof
from people.enums import Proof
from people.models import User
from people.queries.signing import is_fresh


class SignedForm(forms.Form):
    """Asks for the password unless it was given within the minutes of the setting.

    `signed_at` is what an action takes as the moment of authentication; after a valid password it is `at`.
    """

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy("You sign with it. It is good for a few minutes."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Enter your password to sign this.")},
    )

    def __init__(
        self, *args: Any, user: User, authenticated_at: datetime | None, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.at = user, at
        self.signed_at = authenticated_at if is_fresh(authenticated_at, at) else None
        if self.signed_at is not None:
            del self.fields["password"]

    @property
    def asks_for_password(self) -> bool:
        return "password" in self.fields

    def clean_password(self) -> str:
        """Check the password; at most five wrong ones in five minutes, in all processes together."""
        password: str = self.cleaned_data["password"]
        check_password(
            self.user, password, Proof.SIGNATURE, self.at, _("This is not your password. Nothing was signed.")
        )
        self.signed_at = self.at
        return password


def check_password(user: User, password: str, proof: Proof, at: datetime, wrong: str) -> None:
    """Raise ValidationError, saying `wrong` or when to try again, unless this is the password."""
    try:
        is_right = try_proof(user, proof, lambda: user.check_password(password), at=at)
    except TooManyTries as refusal:
        security_log.note("password.too_many", None, by=user, proof=proof.value)
        raise forms.ValidationError(too_many(refusal)) from refusal
    if not is_right:
        security_log.note("password.wrong", None, by=user, proof=proof.value)
        raise forms.ValidationError(wrong)


def too_many(refusal: TooManyTries) -> str:
    """Say that it was tried too often, and when to try again."""
    until = timezone.localtime(refusal.until)
    return _("Too many wrong tries. Try again after %(time)s.") % {"time": f"{until:%H:%M:%S}"}
