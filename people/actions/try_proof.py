"""Try a proof: check a password or a code, no more often than somebody guessing may."""

from collections.abc import Callable
from datetime import datetime, timedelta

from people.enums import Proof
from people.models import Try, User

TRIES = 5
MINUTES = {Proof.SIGNATURE: 5, Proof.PASSWORD: 5, Proof.CODE: 15}
"""So many minutes for five tries. Codes: 480 tries a day, with three of a million valid at a time; whoever
already has the password guesses one on a day out of 700, in sight of the security log.
"""


class TooManyTries(Exception):
    """Nothing was checked; it may be tried again after `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def try_proof(user: User, proof: Proof, holds: Callable[[], bool], *, at: datetime) -> bool:
    """Return what `holds` says, and count it if that is no. All processes count together, in the database.

    The try is written before it is looked at, so tries at the same moment count too; therefore the caller
    holds no transaction. Raises TooManyTries (OWASP ASVS 5.0, 6.3.1, 6.6.3).
    """
    window = timedelta(minutes=MINUTES[proof])
    mine = Try.objects.create(user=user, proof=proof, at=at)
    of_this_kind = Try.objects.filter(user=user, proof=proof)
    of_this_kind.filter(at__lte=at - window).delete()
    if of_this_kind.count() > TRIES:
        mine.delete()
        oldest = of_this_kind.order_by("at").values_list("at", flat=True).first()
        raise TooManyTries((oldest or at) + window)
    if not holds():
        return False
    of_this_kind.delete()
    return True
