"""What a manager has saved and opened. Nothing of a piece is told here once it has ended (I1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import BigIntegerField, QuerySet

from core.prepared import Prepared
from distribution.models import OpenedEdition, SavedEdition
from distribution.queries.cards import Card, cards_of
from distribution.queries.editions import endings_of, visible_editions
from distribution.queries.limits import ManagerDay
from people.models import User
from review.enums import EditionStatus
from review.models import Edition


@dataclass(frozen=True, slots=True)
class Ended:
    """A saved piece that is not in force. `ending` is None for one that is no longer the branch's."""

    saved: SavedEdition
    ending: EditionStatus | None


@dataclass(frozen=True, slots=True)
class SavedPieces:
    """What a manager has saved, newest first: cards of what may be used, and what has ended."""

    cards: Sequence[Card]
    ended: Sequence[Ended]


_SAVED: Final = Prepared(
    lambda manager, edition: (
        SavedEdition.objects.filter(manager=manager, edition=edition).order_by().values_list("pk")
    ),
    manager=BigIntegerField(),
    edition=BigIntegerField(),
)


def is_saved(manager: User, edition: Edition) -> bool:
    """Return whether the manager has saved the edition."""
    return bool(_SAVED.rows(manager=manager.pk, edition=edition.pk))


def saved_count(manager: User) -> int:
    """Return how many pieces the manager has saved, in force or not."""
    return SavedEdition.objects.filter(manager=manager).count()


def saved_pieces(manager: User, today: ManagerDay, at: datetime) -> SavedPieces:
    """Return what the manager has saved as it stands at `at`; `today` is the manager's day. Six queries at
    most.
    """
    rows = list(
        SavedEdition.objects.filter(manager=manager)
        .select_related("edition")
        .only("edition_id", "saved_at", "edition__public_id", "edition__kind", "edition__number")
    )
    keys = [row.edition_id for row in rows]
    in_force = visible_editions(manager, at).filter(pk__in=keys).order_by()
    cards = cards_of(dict(in_force.values_list("pk", "edition_sha256")), manager, today)
    rest = [row for row in rows if row.edition_id not in cards]
    endings = endings_of(manager, [row.edition_id for row in rest], at)
    return SavedPieces(
        [cards[key] for key in keys if key in cards],
        [Ended(row, endings.get(row.edition_id)) for row in rest],
    )


def opened_lately(manager: User, at: datetime) -> QuerySet[OpenedEdition]:
    """Return what the manager opened last and may still use at `at`, newest first."""
    opened: QuerySet[OpenedEdition] = (
        OpenedEdition.objects.filter(manager=manager, edition__in=visible_editions(manager, at).order_by())
        .select_related("edition")
        .only("opened_at", "manager_id", "edition__public_id", "edition__title", "edition__kind")
    )
    return opened
