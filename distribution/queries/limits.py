"""How much of a limit is used."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from distribution.models import PullCounter
from people.models import User


def places_left(manager: User, day: date) -> Mapping[str, int]:
    """Return for each segment with pulls on `day` how many places are left; a segment not named has all of them."""
    used = PullCounter.objects.filter(manager=manager, day=day).values_list("segment", "used")
    return {segment: max(0, settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY - count) for segment, count in used}
