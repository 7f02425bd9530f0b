"""Which bytes review still needs."""

from collections.abc import Collection

from django.db.models import Q

from core.erasures import ErasureReason, register_use
from review.enums import CaseStatus, EditionStatus
from review.models import CandidateMedium


def used(digests: Collection[str], reason: ErasureReason) -> set[str]:
    """Return those that were ever submitted; against a withdrawn consent, those under review or in force."""
    media = CandidateMedium.objects.filter(sha256__in=digests)
    if reason == ErasureReason.CONSENT_WITHDRAWN:
        in_force = Q(candidate__editions__status__in=[EditionStatus.ISSUED, EditionStatus.SUSPENDED])
        media = media.filter(in_force | Q(candidate__cases__status=CaseStatus.OPEN))
    return set(media.values_list("sha256", flat=True))


register_use("review", used)
