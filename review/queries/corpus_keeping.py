"""Who keeps the labelled corpus, and who may say on a case what screening got wrong. Asked inside actions."""

from django.utils.translation import gettext as _

from core.actions import Refused
from people.enums import REVIEWING, Role
from people.models import User
from people.queries import authority
from review.enums import ROLE_OF_LEVEL, Level
from review.models import Case


def keeps_corpus(user: User) -> bool:
    """Return whether `user` proposes, accepts and withdraws labels: compliance of the head office."""
    return user.is_of_head_office and bool(user.roles & REVIEWING)


def reads_corpus(user: User) -> bool:
    """Return whether `user` is shown corpus and quality: who keeps them, and the head office's auditors."""
    return keeps_corpus(user) or (user.is_of_head_office and Role.AUDITOR in user.roles)


def require_keeper(user: User, *, subject: str) -> None:
    """Raise Refused unless `user` keeps the corpus, which holds for the whole bank."""
    authority.require_role(user, REVIEWING, subject=subject)
    if not user.is_of_head_office:
        raise Refused(
            _("Rules are measured for the whole bank: the head office's compliance keeps these sentences."),
            actor=user.actor,
            subject=subject,
            rule="head office",
        )


def may_mark(case: Case, user: User) -> bool:
    """Return whether `user` may say what screening got wrong on `case`: who may decide one of its levels.

    The case may be closed by then: what was missed often shows later.
    """
    return (
        user.is_active
        and bool(user.roles & _readers(case))
        and authority.oversees(user, case.branch)
        and not case.candidate.authors.filter(user=user).exists()
    )


def require_may_mark(case: Case, user: User) -> None:
    """Raise Refused unless `user` may mark on `case`; an author of the piece never may."""
    authority.require_role(user, _readers(case), subject=case.subject)
    authority.require_oversight(user, case.branch, subject=case.subject)
    if case.candidate.authors.filter(user=user).exists():
        raise Refused(
            _("You wrote or submitted this. Somebody else says what screening got wrong."),
            actor=user.actor,
            subject=case.subject,
            rule="author never marks",
        )


def _readers(case: Case) -> frozenset[Role]:
    return frozenset(ROLE_OF_LEVEL[Level(one.level)] for one in case.levels.all())
