"""Take facts: what was entered, pasted or uploaded becomes part of the bank's table of facts."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from content.models import Fact
from content.queries.facts import newest_of_each_day
from core import ledger
from core.actions import Conflict, Refused, action
from core.domain import canonical
from core.ledger import Entry
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority

KEEPERS = frozenset({Role.EDITOR, Role.OPERATOR})
SUBJECT = "facts"


class Taken(NamedTuple):
    """What was added, and how many rows said nothing new."""

    added: tuple[Fact, ...]
    known: int


@action("take_facts")
def take_facts(facts: Sequence[Fact], *, actor: User, at: datetime) -> Taken:
    """Save the unsaved `facts` of head office's `actor` with their history, in the order given.

    A row that says what is known already adds nothing, so the same table may be taken twice. Another value
    for the same day corrects the earlier one, which stays. Raises Refused (role; anything but head office,
    because every branch cites these), ValidationError for a fact that is not sound, Conflict if somebody
    entered a value of the same series and day meanwhile.
    """
    authority.require_role(actor, KEEPERS, subject=SUBJECT)
    if not authority.own_branch(actor, subject=SUBJECT).is_head_office:
        raise Refused(
            _("Facts serve every branch: head office enters them. Ask head office to enter this one."),
            actor=actor.actor,
            subject=SUBJECT,
            rule="branch",
        )
    for fact in facts:
        fact.entered_by, fact.entered_at = actor, at
        fact.full_clean(exclude={"product", "entered_by"}, validate_constraints=False)
    new = what_is_new(facts)
    if new:
        write(new)
        ledger.append_all(Stream.DECISIONS, [record_of(new, by=actor.actor, name=str(actor), at=at)])
    return Taken(tuple(new), len(facts) - len(new))


def what_is_new(facts: Sequence[Fact]) -> list[Fact]:
    """Return those of `facts` that tell something new, numbered as corrections. One query."""
    standing = newest_of_each_day(facts)
    new = []
    for fact in facts:
        known = standing.get(fact.key)
        if known is not None and known.says_the_same_as(fact):
            continue
        fact.correction = 0 if known is None else known.correction + 1
        standing[fact.key] = fact
        new.append(fact)
    return new


def write(facts: list[Fact]) -> None:
    """Save what is new. The caller holds a transaction. Raises Conflict."""
    try:
        with transaction.atomic():
            Fact.objects.bulk_create(facts)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody entered values for the same days meanwhile. Look at them, then enter yours again.")
        ) from error


def record_of(facts: Sequence[Fact], *, by: str, name: str, at: datetime) -> Entry:
    """Return the ledger's record of facts that `by`, a person or a system called `name`, entered."""
    return Entry(
        "facts.taken",
        subject=SUBJECT,
        subject_sha256=canonical.sha256(canonical.encode({"facts": [_told(fact) for fact in facts]})),
        at=at,
        payload={"facts": [fact.pk for fact in facts], "entered_by": by},
        personal={"entered_by": name},
    )


def _told(fact: Fact) -> dict[str, canonical.Canonical]:
    return {
        "id": fact.pk,
        "product": fact.product.code if fact.product else None,
        "subject": fact.subject,
        "label": fact.label,
        "value": fact.value,
        "unit": fact.unit,
        "as_of": canonical.day(fact.as_of),
        "source": fact.source,
        "source_url": fact.source_url,
        "expires_on": canonical.day(fact.expires_on),
    }
