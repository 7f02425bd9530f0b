"""Consents that end soon, of stories that are in force."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from content.domain.document import body_values
from content.kinds import UGC_STORY
from people.models import User
from review.enums import EditionStatus
from review.models import ConsentWithdrawal, Edition, Recall

SHOWN = 20


@dataclass(frozen=True, slots=True)
class EndingConsent:
    """An edition whose customer's consent ends on `day`."""

    edition: Edition
    day: date


def ending_consents(user: User, at: datetime) -> list[EndingConsent]:
    """Return what `user` oversees and whose consent ends within the days of the setting, the next first.

    One query: validity never outlives the consent, so that only editions near their end are read.
    """
    until = at + timedelta(days=settings.ARMOURY_CONSENT_WARNING_DAYS)
    editions = (
        Edition.objects.overseen_by(user)
        .filter(kind=UGC_STORY.code, status=EditionStatus.ISSUED, valid_until__gt=at, valid_until__lte=until)
        .select_related("candidate", "branch")
        .order_by("valid_until", "pk")[:SHOWN]
    )
    found = [EndingConsent(edition, _day(edition)) for edition in editions]
    return [one for one in found if one.day <= until.date()]


def recaller_of(recall: Recall) -> str:
    """Return who called back: of a recall that followed from a withdrawn consent, branch and role alone.

    Whoever passes the customer's withdrawal on decides nothing; the ledger keeps the person.
    """
    actor = recall.recalled_by
    withdrawn = ConsentWithdrawal.objects.filter(
        component=recall.edition.component_id, withdrawn_at=recall.recalled_at
    )
    if not withdrawn.exists():
        return str(actor)
    return " ".join([str(actor.branch or ""), *(str(role.label) for role in sorted(actor.roles))]).strip()


def _day(edition: Edition) -> date:
    (consent,) = body_values(edition.content, "consent")
    return date.fromisoformat(consent["holds_until"]["date"])
