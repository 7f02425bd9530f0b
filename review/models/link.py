"""Where a candidate leads."""

from django.db import models

from content.domain.links import MOST_CHARACTERS
from content.enums import Channel
from review.models.candidate import Candidate


class CandidateLink(models.Model):
    """An address or group code that the candidate froze; this row finds it. The document is what counts."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="links")
    channel = models.CharField(max_length=16, choices=Channel, blank=True, help_text="Empty for a text's.")
    words = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=MOST_CHARACTERS, blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.address or self.words
