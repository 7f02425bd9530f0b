"""Go on with trials that run: a portion at a time, from where the last one ended."""

import logging
import time
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from core.outbox import words_of
from review.domain.labelled import judged
from review.domain.screening.engine import screen
from review.domain.screening.rules import RuleSet
from review.enums import TrialStatus
from review.models import Edition, RuleTrial, TrialChange
from review.models.candidate import TamperedContent
from review.queries.labelled import corpus
from review.queries.rule_drafts import fingerprint_of_draft
from review.queries.rule_sets import in_force
from review.queries.rule_trials import changed_rules, draft_rules, editions_to_try, measured
from review.queries.screening import subject_of

logger = logging.getLogger(__name__)

PORTION = 50
"""Editions that are held at once, and after which what was found is committed."""


def go_on_with_trials(at: datetime, seconds: float) -> int:
    """Do portions of the running trials, oldest first, beginning none after `seconds`; return how many.

    For the work loop; holds no transaction while it screens. Killed at any point, the next call goes on at
    the last portion that was committed, and two at once do no portion twice.
    """
    began, done = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        trial = RuleTrial.objects.filter(status=TrialStatus.RUNNING).select_related("draft").last()
        if trial is None:
            break
        try:
            _portion(trial, at)
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("trial %s failed", trial.public_id)
            _end(trial, TrialStatus.FAILED, words_of(error), at)
        done += 1
    return done


def _portion(trial: RuleTrial, at: datetime) -> None:
    standing = in_force()
    if fingerprint_of_draft(trial.draft) != trial.rules_sha256:
        _end(trial, TrialStatus.CANCELLED, _("The draft was changed while it was tried. Try it again."), at)
    elif standing.fingerprint != trial.base_sha256:
        _end(
            trial,
            TrialStatus.CANCELLED,
            _("Another rule set was put in force while it was tried. Try it again."),
            at,
        )
    else:
        _try(trial, standing, draft_rules(trial.draft, trial.rules_sha256), at)


def _try(trial: RuleTrial, before: RuleSet, after: RuleSet, at: datetime) -> None:
    editions = editions_to_try(at).filter(pk__gt=trial.cursor).select_related("candidate__branch")
    portion = list(editions.order_by("pk")[:PORTION])
    if portion:
        _keep(trial, portion, list(_changes(trial, portion, before, after)))
        return
    found = {
        "before": measured(judged(one, before) for one in corpus()),
        "after": measured(judged(one, after) for one in corpus()),
    }
    RuleTrial.objects.filter(pk=trial.pk, status=TrialStatus.RUNNING).update(
        status=TrialStatus.DONE, measured=found, finished_at=at
    )


def _changes(
    trial: RuleTrial, portion: Sequence[Edition], before: RuleSet, after: RuleSet
) -> Iterator[TrialChange]:
    """Yield what changes. An edition whose bytes were changed is shown to nobody: nothing is said of it."""
    for edition in portion:
        try:
            subject = subject_of(edition.content)
        except TamperedContent:
            continue
        was, now = screen(subject, before), screen(subject, after)
        if was.verdict is not now.verdict:
            yield TrialChange(
                trial=trial,
                edition=edition,
                before=was.verdict.value,
                after=now.verdict.value,
                rules=changed_rules(was, now),
            )


def _keep(trial: RuleTrial, portion: Sequence[Edition], changes: Sequence[TrialChange]) -> None:
    """Commit the portion, unless somebody else did or the trial was stopped meanwhile."""
    with transaction.atomic():
        moved = RuleTrial.objects.filter(pk=trial.pk, status=TrialStatus.RUNNING, cursor=trial.cursor).update(
            cursor=portion[-1].pk, looked_at=trial.looked_at + len(portion)
        )
        if moved:
            TrialChange.objects.bulk_create(changes)


def _end(trial: RuleTrial, status: TrialStatus, error: str, at: datetime) -> None:
    RuleTrial.objects.filter(pk=trial.pk, status=TrialStatus.RUNNING).update(
        status=status, error=error, finished_at=at
    )
