"""Staff."""

import uuid
from typing import Final

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.prepared import Prepared
from people.enums import Role
from people.models.branch import Branch

_ROLE_NAMES: Final = Prepared(
    lambda user: Group.objects.filter(user=user).order_by().values_list("name", flat=True),
    user=models.BigIntegerField(),
)


class User(AbstractUser):
    """A member of staff.

    One branch, any number of roles. A user without a branch uses and oversees nothing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff_number = models.CharField(_("staff number"), max_length=20, unique=True)
    display_name = models.CharField(pgettext_lazy("person", "name"), max_length=40)
    branch = models.ForeignKey(
        Branch,
        verbose_name=_("branch"),
        on_delete=models.PROTECT,
        related_name="staff",
        null=True,
        blank=True,
    )

    session_generation = models.PositiveIntegerField(default=0, editable=False)

    REQUIRED_FIELDS = ["staff_number", "display_name"]

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    @property
    def actor(self) -> str:
        """The opaque id by which ledger and documents name this person."""
        return f"user:{self.public_id}"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's own, with the generation: raising that ends every session of this person for good."""
        return salted_hmac(
            "people.models.User.session",
            f"{self.password}:{self.session_generation}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    @property
    def is_of_head_office(self) -> bool:
        """Whether this person belongs to the head office itself."""
        return self.branch is not None and self.branch.is_head_office

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held now; one query for each loaded user. Being superuser is not a role."""
        if not self.is_active:
            return frozenset()
        names = set(_ROLE_NAMES.rows(user=self.pk))
        return frozenset(role for role in Role if role.value in names)
