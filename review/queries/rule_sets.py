"""Which rules are in force."""

import logging
from functools import lru_cache

from django.utils.translation import gettext as _

from core.actions import Conflict
from review.domain.screening.kept import ChangedRules, read_set
from review.domain.screening.loader import builtin
from review.domain.screening.rules import RuleSet
from review.models import RuleSetVersion

logger = logging.getLogger(__name__)

_KEPT = 4


class UntrustedRules(Conflict):
    """The rules are not those that were activated: nothing is screened, submitted or approved by them."""


def in_force() -> RuleSet:
    """Return the rules by which everything is screened now: those activated last, or the catalogue shipped
    with the project while none was activated.

    One query; a set is read from its bytes once a process. Raises UntrustedRules if the bytes are not those
    that were activated.
    """
    newest = RuleSetVersion.objects.recorded().order_by("-number")
    found = newest.values_list("number", "name", "rules_sha256").first()
    return _read(*found) if found else builtin()


def rules_of_version(version: RuleSetVersion) -> RuleSet:
    """Return the rules of a set that was activated, in force or not. Raises UntrustedRules."""
    return _read(version.number, version.name, version.rules_sha256)


@lru_cache(maxsize=_KEPT)
def _read(number: int, name: str, fingerprint: str) -> RuleSet:
    body = RuleSetVersion.objects.values_list("rules", flat=True).get(number=number)
    try:
        return read_set(f"{number} {name}", bytes(body), fingerprint)
    except ChangedRules as error:
        logger.critical("Rule set %s cannot be trusted: %s", number, error)
        raise UntrustedRules(
            _(
                "The screening rules are no longer those that were activated, so nothing is screened, "
                "submitted or approved by them. What is written is kept. Tell the administrators, "
                "who check the ledger."
            )
        ) from error
