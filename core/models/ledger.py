"""The hash-chained ledger. Written by core.ledger.append alone; triggers refuse every change and deletion."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stream(models.TextChoices):
    """One chain a stream, so that pulls by the thousand do not queue behind decisions."""

    DECISIONS = "decisions", _("Decisions")
    PULLS = "pulls", _("Pulls")


class LedgerHead(models.Model):
    """The end of a chain. Its row is locked as the last write of each transaction that appends."""

    stream = models.CharField(max_length=32, choices=Stream, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    record_sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.stream} #{self.sequence}"


class LedgerRecord(models.Model):
    """One thing that happened. `record_sha256` covers every other column and the record before it."""

    stream = models.CharField(max_length=32, choices=Stream)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=64)
    subject = models.CharField(max_length=80, help_text="What it is about, such as edition:<public id>.")
    subject_sha256 = models.CharField(
        max_length=64, blank=True, help_text="The hash of the bytes it is about."
    )
    payload = models.BinaryField()
    payload_sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    record_sha256 = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=16, default="sha256")
    schema = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["stream", "sequence"]
        constraints = [models.UniqueConstraint(fields=["stream", "sequence"], name="ledger_sequence_once")]
        indexes = [models.Index(fields=["subject", "event"], name="ledger_subject")]

    def __str__(self) -> str:
        return f"{self.stream} #{self.sequence} {self.event}"


class LedgerPersonalData(models.Model):
    """Names and addresses of a record, apart from the chain: they can be deleted when the law asks for it."""

    record = models.OneToOneField(LedgerRecord, on_delete=models.PROTECT, related_name="personal_data")
    body = models.JSONField()

    def __str__(self) -> str:
        return str(self.record)
