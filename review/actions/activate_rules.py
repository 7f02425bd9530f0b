"""Activate: put a tried draft of the rules in force."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import ledger, outbox
from core.actions import Conflict, Refused, action
from core.models import Stream
from people.models import User
from people.queries.signing import require_fresh
from review.actions.recall import ReasonMissing
from review.enums import FollowUp, RuleDraftStatus
from review.models import RuleDraft, RuleSetVersion, RuleTrial
from review.models.rule_set import ACTIVATED_EVENT
from review.queries.rule_drafts import authors_of, body_of_draft, lock_draft, require_keeper
from review.queries.rule_sets import in_force
from review.queries.rule_trials import deciding_trial, newly_blocked


@dataclass(frozen=True, slots=True)
class Activation:
    """What is signed: the fingerprint that was shown, why, what becomes of editions newly blocked, and when
    the password was last given.
    """

    rules_sha256: str
    reason: str
    follow_up: FollowUp
    authenticated_at: datetime | None


@action("activate rules")
def activate_rules(draft_id: UUID, signed: Activation, *, actor: User, at: datetime) -> RuleSetVersion:
    """Put the draft in force from the next screening on; what it newly blocks follows through the outbox.

    Raises Refused unless `actor` keeps the rules, wrote nothing of the draft and signed lately; Conflict if
    the draft is not what was shown, was not tried as it stands against what is in force, or changes nothing;
    ReasonMissing. Nobody has a way round.
    """
    require_keeper(actor, subject=f"rule_draft:{draft_id}")
    draft = lock_draft(draft_id)
    if actor.pk in authors_of(draft):
        raise Refused(
            _("You made or changed this draft. Somebody else must put it in force."),
            actor=actor.actor,
            subject=draft.subject,
            rule="author never activates",
        )
    require_fresh(signed.authenticated_at, at, actor=actor, subject=draft.subject)
    if not signed.reason.strip():
        raise ReasonMissing
    trial = _require_trial(draft, signed.rules_sha256)
    version = _write(draft, trial, signed, actor, at)
    draft.status, draft.closed_at = RuleDraftStatus.ACTIVATED, at
    draft.save(update_fields=["status", "closed_at"])
    outbox.announce(
        "rules.activated", version.ledger_subject, 1, {"rule_set": version.number, "after": 0}, at
    )
    _record(version, draft, trial)
    return version


def _require_trial(draft: RuleDraft, shown_sha256: str) -> RuleTrial:
    trial = deciding_trial(draft)
    if trial is None:
        raise Conflict(
            _("Try the draft as it stands first: it or the rules in force were changed since the last trial.")
        )
    if trial.rules_sha256 != shown_sha256:
        raise Conflict(_("The draft is not what you were shown. Look at its trial again."))
    if trial.rules_sha256 == trial.base_sha256:
        raise Conflict(_("The draft says the same as the rules in force: nothing would change."))
    return trial


def _write(
    draft: RuleDraft, trial: RuleTrial, signed: Activation, actor: User, at: datetime
) -> RuleSetVersion:
    newest = RuleSetVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0
    last = draft.changes.select_related("changed_by").first()
    public_id = uuid.uuid4()
    try:
        with transaction.atomic():
            return RuleSetVersion.objects.create(
                public_id=public_id,
                number=newest + 1,
                name=draft.name,
                rules=body_of_draft(draft),
                rules_sha256=trial.rules_sha256,
                switched_off=body_of_draft(draft, off=True),
                replaced_sha256=in_force().fingerprint,
                reason=signed.reason.strip(),
                follow_up=signed.follow_up,
                trial=trial,
                made_by=last.changed_by if last else draft.made_by,
                activated_by=actor,
                activated_at=at,
                ledger_subject=f"rule_set:{public_id}",
            )
    except IntegrityError as error:
        raise Conflict(_("Another rule set was put in force a moment ago. Try the draft again.")) from error


def _record(version: RuleSetVersion, draft: RuleDraft, trial: RuleTrial) -> None:
    authors = User.objects.filter(pk__in=authors_of(draft)).order_by("pk")
    ledger.append(
        Stream.DECISIONS,
        ACTIVATED_EVENT,
        subject=version.ledger_subject,
        subject_sha256=version.rules_sha256,
        at=version.activated_at,
        payload={
            "number": version.number,
            "name": version.name,
            "reason": version.reason,
            "replaced_sha256": version.replaced_sha256,
            "follow_up": version.follow_up,
            "trial": str(trial.public_id),
            "newly_blocked": newly_blocked(trial).count(),
            "authors": [author.actor for author in authors],
            "activated_by": version.activated_by.actor,
        },
        personal={"activated_by": str(version.activated_by)},
    )
