"""What is signed carries a password that was given lately."""

import logging
from datetime import datetime
from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import User
from review.queries.signing import is_fresh

logger = logging.getLogger(__name__)

ATTEMPTS = 5
ATTEMPTS_SECONDS = 5 * 60


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
        """Check the password; at most five wrong ones in five minutes."""
        password: str = self.cleaned_data["password"]
        key = f"review.signing.{self.user.pk}"
        if cache.get(key, 0) >= ATTEMPTS:
            raise forms.ValidationError(_("Too many wrong passwords. Wait five minutes, then try again."))
        if not self.user.check_password(password):
            cache.add(key, 0, ATTEMPTS_SECONDS)
            cache.incr(key)
            logger.warning("wrong password for signing: %s", self.user.actor)
            raise forms.ValidationError(_("This is not your password. Nothing was signed."))
        cache.delete(key)
        self.signed_at = self.at
        return password
