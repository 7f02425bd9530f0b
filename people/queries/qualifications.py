"""What a member of staff may offer on a day."""

from datetime import date

from django.db.models import Q

from people.models import Qualification, User


def held_qualifications(user: User, day: date) -> frozenset[str]:
    """Return the codes of the qualifications that `user` holds on `day`. One query."""
    held = Qualification.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day), user=user, valid_from__lte=day
    )
    return frozenset(held.order_by().values_list("kind", flat=True))
