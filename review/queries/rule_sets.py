"""Which rules are in force."""

from functools import lru_cache

from review.domain.screening.kept import read_set
from review.domain.screening.loader import builtin
from review.domain.screening.rules import RuleSet
from review.models import RuleSetVersion

_KEPT = 4


def in_force() -> RuleSet:
    """Return the rules by which everything is screened now: those activated last, or the catalogue shipped
    with the project while none was activated.

    One query; a set is read from its bytes once a process. Raises ChangedRules if the bytes are not those
    that were activated: then nothing is screened, and so nothing is submitted or approved.
    """
    newest = RuleSetVersion.objects.recorded().order_by("-number")
    found = newest.values_list("number", "name", "rules_sha256").first()
    return _read(*found) if found else builtin()


def rules_of_version(version: RuleSetVersion) -> RuleSet:
    """Return the rules of a set that was activated, in force or not. Raises ChangedRules."""
    return _read(version.number, version.name, version.rules_sha256)


@lru_cache(maxsize=_KEPT)
def _read(number: int, name: str, fingerprint: str) -> RuleSet:
    body = RuleSetVersion.objects.values_list("rules", flat=True).get(number=number)
    return read_set(f"{number} {name}", bytes(body), fingerprint)
