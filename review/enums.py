"""States and codes of review, with their named groups. No view lists states by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.enums import Role


class CaseStatus(models.TextChoices):
    OPEN = "open", _("Open")
    RETURNED = "returned", _("Returned for changes")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class Verdict(models.TextChoices):
    APPROVE = "approve", _("Approve")
    RETURN = "return", _("Return for changes")
    REFUSE = "refuse", _("Refuse")


NEEDS_REASONS = frozenset({Verdict.RETURN, Verdict.REFUSE})

CASE_STATUS_OF = {Verdict.RETURN: CaseStatus.RETURNED, Verdict.REFUSE: CaseStatus.REFUSED}
"""What a closing verdict makes of the case; approval closes it only at the last level."""


class Level(models.TextChoices):
    COMPLIANCE = "compliance", _("Compliance review")
    CONSUMER_PROTECTION = "consumer_protection", _("Consumer protection review")
    LEGAL = "legal", _("Legal review")


ROLE_OF_LEVEL = {
    Level.COMPLIANCE: Role.OFFICER,
    Level.CONSUMER_PROTECTION: Role.CONSUMER_PROTECTION,
    Level.LEGAL: Role.LEGAL,
}


class EditionStatus(models.TextChoices):
    ISSUED = "issued", _("Issued")
    SUSPENDED = "suspended", _("Suspended")
    SUPERSEDED = "superseded", _("Superseded")
    RECALLED = "recalled", _("Recalled")
    EXPIRED = "expired", _("Expired")


STANDING = frozenset({EditionStatus.ISSUED, EditionStatus.SUSPENDED})
"""Not ended on record: time and successors end both, and resuming leads from the second to the first."""

OVER = frozenset({EditionStatus.SUPERSEDED, EditionStatus.RECALLED, EditionStatus.EXPIRED})
"""Recorded ends: nothing comes back from these."""


class EditionPhase(models.TextChoices):
    """Where an issued edition stands at a moment. Derived, never stored."""

    SCHEDULED = "scheduled", _("Scheduled")
    ACTIVE = "active", _("Active")
    EXPIRING = "expiring", _("Expiring")
    OVER = "over", _("No longer valid")


class WithdrawalGround(models.TextChoices):
    """Why a customer's story is closed for good."""

    CUSTOMER = "customer", _("The customer has withdrawn the consent")
    INVALID = "invalid", _("The consent is not valid")
    NOT_USED = "not_used", _("The story will not be used")


class Wanted(models.TextChoices):
    """What screening should find of a labelled sentence; the codes are those of its verdicts."""

    BLOCK = "block", _("Must be blocked")
    WARN = "warn", _("Must be warned of")
    PASS = "pass", _("May pass")


class LabelOrigin(models.TextChoices):
    """Where a labelled sentence comes from."""

    WRITTEN = "written", _("Written by compliance")
    FALSE_ALARM = "false_alarm", _("A finding that was a false alarm")
    MISSED = "missed", _("Missed by screening")


class LabelStatus(models.TextChoices):
    PROPOSED = "proposed", _("To be confirmed")
    ACCEPTED = "accepted", _("In the corpus")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


MARKS = frozenset({LabelOrigin.FALSE_ALARM, LabelOrigin.MISSED})
"""What officers say on a case of what screening found there."""


class RuleDraftStatus(models.TextChoices):
    OPEN = "open", _("Being written")
    ACTIVATED = "activated", _("Put in force")
    DISCARDED = "discarded", _("Discarded")


class RuleSource(models.TextChoices):
    """What a draft of a rule set begins as."""

    IN_FORCE = "in_force", _("The rules in force")
    SHIPPED = "shipped", _("The catalogue of this version of the software, with the bank's own rules")


class RuleChangeVerb(models.TextChoices):
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    SWITCHED_OFF = "switched_off", _("Switched off")
    SWITCHED_ON = "switched_on", _("Switched on")


class ReadingState(models.TextChoices):
    """Whether the words in a picture are known."""

    READ = "read", _("Read")
    TYPED = "typed", _("Typed by hand")
    WAITING = "waiting", _("Being read")
    FAILED = "failed", _("Could not be read")
    NO_READER = "no_reader", _("Cannot be read on this system")


class ReadingTrouble(models.TextChoices):
    """Why a picture could not be read."""

    NO_PICTURE = "no_picture", _("The file is no picture that can be opened, or too much stands in it")
    TOO_SLOW = "too_slow", _("Reading it took too long")
    DIED = "died", _("The program that reads it broke off each time")
    CHANGED = "changed", _("Its file was changed or lost")


class TrialStatus(models.TextChoices):
    RUNNING = "running", _("Being tried")
    DONE = "done", _("Finished")
    CANCELLED = "cancelled", _("Stopped")
    FAILED = "failed", _("Failed")


class FollowUp(models.TextChoices):
    """What becomes of editions in use that newly activated rules block."""

    RENEW = "renew", _("Read again at every level; they stay in use meanwhile")
    SUSPEND = "suspend", _("Suspended at once")
