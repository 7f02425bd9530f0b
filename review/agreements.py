"""What of review must agree with the ledger; asked by `manage.py ledger verify`."""

from collections.abc import Iterator

from core.domain import canonical
from core.queries.ledger import register_agreement
from review.models import Edition
from review.models.candidate import TamperedContent


def editions_agree() -> Iterator[str]:
    """Yield a sentence for each edition that no ledger record bears out or whose bytes were changed."""
    recorded = set(Edition.objects.recorded().values_list("pk", flat=True))
    for edition in Edition.objects.select_related("candidate__screening").iterator(500):
        if edition.pk not in recorded:
            yield f"{edition.ledger_subject} has no valid record: forged"
            continue
        try:
            edition.content  # noqa: B018  (reading it checks its hashes)
        except TamperedContent:
            yield f"{edition.ledger_subject} no longer has the bytes that were approved"
            continue
        screening = edition.candidate.screening
        if canonical.sha256(bytes(screening.result)) != screening.result_sha256:
            yield f"{edition.ledger_subject} no longer has the screening that was kept"


register_agreement("editions", editions_agree)
