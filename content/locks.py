"""Why a component cannot be edited now."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class InReviewLock(BaseLock):
    """While a piece is in review nobody edits it: what officers see is what they decide on."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _("This piece is in review and cannot be edited. To change it, withdraw it from review first.")

    def get_icon(self, user: Any) -> str:
        return "lock"

    def get_locked_by(self, user: Any) -> str:
        return _("Locked by the review")

    def get_description(self, user: Any) -> str:
        return self.get_message(user)


class ClosedLock(InReviewLock):
    """A story whose customer has withdrawn the consent is never written or submitted again."""

    def get_message(self, user: Any) -> str:
        return _(
            "The customer has withdrawn the consent. This piece is closed for good; "
            "with a new consent, begin a new one."
        )

    def get_locked_by(self, user: Any) -> str:
        return _("Closed: consent withdrawn")
