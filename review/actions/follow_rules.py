"""Follow up: what becomes of editions that a newly activated rule set blocks."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from core import ledger, outbox
from core.models import Stream
from review.actions.keep_screening import keep_screening
from review.actions.open_case import open_case
from review.actions.suspend import suspend_by_policy
from review.domain.screening.engine import screen
from review.domain.screening.result import ScreeningResult, Verdict
from review.enums import CaseStatus, FollowUp
from review.models import Case, Edition, RuleSetVersion
from review.queries.editions import IN_USE, lock_edition, standing_of
from review.queries.rule_sets import rules_of_version
from review.queries.rule_trials import editions_to_try, newly_blocked
from review.queries.screening import subject_of

AT_ONCE = 100
DUE_OF_GONE_KIND = timedelta(days=1)


def announce_hits(number: int, after: int, at: datetime) -> int:
    """Announce each edition that the set may newly block, `AT_ONCE` of them after the key `after`, and the
    next portion if there may be one; return how many. The caller holds a transaction.

    Those are the ones that its trial found, and all that were issued after the trial had passed their keys.
    """
    version = RuleSetVersion.objects.select_related("trial").get(number=number)
    if version.trial is None:
        return 0
    found = newly_blocked(version.trial).values("edition")
    editions = editions_to_try(at).filter(Q(pk__in=found) | Q(pk__gt=version.trial.cursor), pk__gt=after)
    keys = list(editions.order_by("pk").values_list("pk", "public_id")[:AT_ONCE])
    for _key, public_id in keys:
        told: outbox.Payload = {"rule_set": number, "edition": str(public_id)}
        outbox.announce("rules.edition_hit", f"edition:{public_id}", number, told, at)
    if len(keys) == AT_ONCE:
        last = keys[-1][0]
        outbox.announce(
            "rules.activated", version.ledger_subject, 1 + last, {"rule_set": number, "after": last}, at
        )
    return len(keys)


def follow_hit(number: int, edition_id: UUID, at: datetime) -> None:
    """Renew the review of the edition, or suspend it, as whoever activated the set chose.

    Nothing happens if the set does not block it, it is in use no more, or it was done before. The caller
    holds a transaction. It is screened again, which costs milliseconds: the trial's word alone suspends
    nothing.
    """
    version = RuleSetVersion.objects.recorded().get(number=number)
    edition = lock_edition(edition_id)
    if standing_of(edition, at) not in IN_USE:
        return
    result = screen(subject_of(edition.content), rules_of_version(version))
    if result.verdict is not Verdict.block:
        return
    reason = _("Rule set %(rule_set)s, in force since %(at)s, finds: %(rules)s") % {
        "rule_set": version,
        "at": f"{version.activated_at:%Y-%m-%d}",
        "rules": "；".join(dict.fromkeys(f"{one.rule} {one.title}" for one in result.blocking)),
    }
    if version.follow_up == FollowUp.SUSPEND:
        suspend_by_policy(edition_id, reason=reason, at=at)
    else:
        _renew(edition, version, result, reason, at)


def _renew(
    edition: Edition, version: RuleSetVersion, result: ScreeningResult, reason: str, at: datetime
) -> None:
    candidate = edition.candidate
    if Case.objects.filter(candidate=candidate, status=CaseStatus.OPEN).exists():
        return
    if Case.objects.filter(renews=edition, screening__rule_set_sha256=version.rules_sha256).exists():
        return
    component = edition.component
    due = DUE_OF_GONE_KIND if component.is_of_gone_kind else component.declaration.due
    screening = keep_screening(edition.content_sha256, result, at)
    case = open_case(candidate, at + due, at, renews=edition, screening=screening)
    outbox.announce("case.opened", case.subject, 1, {"case": str(case.public_id)}, at)
    ledger.append(
        Stream.DECISIONS,
        "case.renewed",
        subject=case.subject,
        subject_sha256=edition.content_sha256,
        at=at,
        payload={
            "edition": str(edition.public_id),
            "rule_set": version.ledger_subject,
            "reason": reason,
            "screening_sha256": screening.result_sha256,
        },
    )
