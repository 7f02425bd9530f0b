"""How much of a limit is used."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from content.enums import Segment
from distribution.models import PullCounter
from people.models import User


def places_left(manager: User, day: date) -> Mapping[str, int]:
    """Return how many places each segment has left on `day`."""
    limit = settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY
    used = dict(PullCounter.objects.filter(manager=manager, day=day).values_list("segment", "used"))
    return {segment: max(0, limit - used.get(segment, 0)) for segment in Segment.values}
