"""What a password must not be."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.domain.breached import is_breached


class BreachedPasswordValidator:
    """Refuses passwords known from breaches, by the bank's own copy of the corpus (ASVS 5.0, 6.2.12).

    Nothing goes outside. Without ARMOURY_BREACHED_PASSWORDS it refuses nothing, and `check --deploy` says so.
    """

    def validate(self, password: str, user: Any = None) -> None:
        corpus = settings.ARMOURY_BREACHED_PASSWORDS
        if corpus and is_breached(password, Path(corpus)):
            raise ValidationError(
                _("This password is known from a breach elsewhere. Choose another one."), code="breached"
            )

    def get_help_text(self) -> str:
        return _("Your password can't be one that is known from a breach.")


class MaximumLengthValidator:
    """At most 128 characters: more than the 64 to be allowed (ASVS 5.0, 6.2.9), and no load on the hash."""

    longest = 128

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > self.longest:
            raise ValidationError(
                _("This password is too long. Use at most %(longest)d characters."),
                code="too_long",
                params={"longest": self.longest},
            )

    def get_help_text(self) -> str:
        return _("Your password can have up to %(longest)d characters.") % {"longest": self.longest}
