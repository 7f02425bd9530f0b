"""What a member of staff may offer on a day."""

from datetime import date
from typing import Final

from django.db.models import BigIntegerField, DateField, Q

from core.prepared import Prepared
from people.models import Qualification, User

_HELD: Final = Prepared(
    lambda user, day: (
        Qualification.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), user=user, valid_from__lte=day
        )
        .order_by()
        .values_list("kind", flat=True)
    ),
    user=BigIntegerField(),
    day=DateField(),
)


def held_qualifications(user: User, day: date) -> frozenset[str]:
    """Return the codes of the qualifications that `user` holds on `day`. One query."""
    return frozenset(_HELD.rows(user=user.pk, day=day))
