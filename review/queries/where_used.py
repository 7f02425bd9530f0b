"""Which editions and cases use a component, a product or a picture."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from content.registry import Dependent, Subject
from people.models import User
from review.enums import CaseStatus
from review.models import Case, Edition
from review.models.edition import EditionQuerySet
from review.queries.dependence import told_of_cases, told_of_editions


def editions_about(subject: Subject) -> EditionQuerySet:
    """Return every edition that is, or was made with, `subject`, whoever owns it and whatever its state."""
    editions: EditionQuerySet = Edition.objects.recorded()
    if subject.edition is not None:
        return editions.filter(pk=subject.edition)
    return editions.filter(_made_with(subject))


def editions_using(subject: Subject, user: User, at: datetime) -> Sequence[Dependent]:
    """Return the editions made with `subject`, in force or not, as far as `user` oversees them. One query.

    Asked about an edition, these are the other editions of its piece.
    """
    overseen = Edition.objects.overseen_by(user).recorded().filter(_made_with(subject))
    return list(told_of_editions(overseen.exclude(pk=subject.edition).order_by("-issued_at", "-pk"), at))


def cases_using(subject: Subject, user: User, at: datetime) -> Sequence[Dependent]:
    """Return the open cases about `subject` that `user` oversees. One query."""
    found = Case.objects.overseen_by(user).filter(_made_with(subject), status=CaseStatus.OPEN)
    return list(told_of_cases(found))


def _made_with(subject: Subject) -> Q:
    if subject.component is not None:
        return Q(candidate__component=subject.component)
    if subject.product is not None:
        return Q(candidate__product__product=subject.product)
    return Q(candidate__media__original_sha256=subject.picture, candidate__media__derivative="")
