"""Take a batch of facts: another system enters figures, each row judged by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from content.actions.take_facts import SUBJECT, record_of, what_is_new, write
from content.models import Fact, FactBatch
from core import ledger
from core.actions import Conflict, Refused, action
from core.models import Stream
from people.enums import Scope
from people.models import ApiToken
from people.queries.api_tokens import require_scope


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was sent: the unsaved fact that it would become, or in words why it cannot."""

    fact: Fact | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What was sent: the rows, under a key of the sender's, and the hash of the bytes they came as."""

    key: str
    body_sha256: str
    rows: Sequence[Row]


@action("take_fact_batch")
def take_fact_batch(request: Request, *, token: ApiToken, at: datetime) -> FactBatch:
    """Save the sound rows with their history and return the batch with what became of each row.

    The same key with the same bytes gives the earlier batch. Raises Refused (scope; a system of any other
    branch than head office, because every branch cites these), Conflict if the key came with other bytes
    before, or somebody entered a value of the same series and day meanwhile.
    """
    client = token.client
    require_scope(token, Scope.FACTS_WRITE, at, subject=SUBJECT)
    if not client.branch.is_head_office:
        raise Refused(
            _("Facts serve every branch: only a system of head office enters them."),
            actor=client.actor,
            subject=SUBJECT,
            rule="branch",
        )
    earlier = FactBatch.objects.filter(client=client, key=request.key).first()
    if earlier is not None:
        return _same(earlier, request)
    sound = [row.fact for row in request.rows if row.fact is not None]
    for fact in sound:
        fact.entered_at = at
    new = what_is_new(sound)
    if new:
        write(new)
    made = _keep(
        FactBatch(
            client=client,
            key=request.key,
            body_sha256=request.body_sha256,
            answer=[_outcome(row, new) for row in request.rows],
            taken_at=at,
        )
    )
    if new:
        ledger.append_all(Stream.DECISIONS, [record_of(new, by=client.actor, name=client.name, at=at)])
    return made


def _same(earlier: FactBatch, request: Request) -> FactBatch:
    if earlier.body_sha256 != request.body_sha256:
        raise Conflict(_("This key was used for other rows. Send these under a new key."))
    return earlier


def _keep(batch: FactBatch) -> FactBatch:
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("This request is being taken already. Ask again in a moment.")) from error
    return batch


def _outcome(row: Row, new: Sequence[Fact]) -> dict[str, object]:
    if row.fact is None:
        return {"outcome": "refused", "fact": None, "problems": list(row.problems)}
    is_new = any(row.fact is fact for fact in new)
    return {"outcome": "added" if is_new else "known", "fact": row.fact.pk, "problems": []}
