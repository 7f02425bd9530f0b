"""Drafts of rule sets: who keeps the rules, what a draft says, what it would change."""

import hashlib
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict, Refused
from people.enums import Role
from people.models import User
from people.queries import authority
from review.domain.screening.kept import read_set
from review.domain.screening.rules import RuleSet, body_of
from review.enums import RuleDraftStatus
from review.models import RuleDraft

KEEPERS: Final = frozenset({Role.OFFICER, Role.LEGAL})
"""Who writes rules and puts them in force, at the head office: rules hold for the whole bank."""


def keeps_rules(user: User) -> bool:
    """Return whether `user` is one of those who keep the rules."""
    return user.is_of_head_office and bool(user.roles & KEEPERS)


def require_keeper(user: User, *, subject: str) -> None:
    """Raise Refused unless `user` is a compliance or legal officer of the head office."""
    authority.require_role(user, KEEPERS, subject=subject)
    if not user.is_of_head_office:
        raise Refused(
            _("Rules hold for the whole bank: the head office's officers keep them."),
            actor=user.actor,
            subject=subject,
            rule="head office",
        )


def lock_draft(public_id: UUID) -> RuleDraft:
    """Return the draft with its row locked. The caller holds a transaction.

    Raises RuleDraft.DoesNotExist, Conflict if it is closed.
    """
    draft = RuleDraft.objects.select_for_update().get(public_id=public_id)
    if draft.status != RuleDraftStatus.OPEN:
        raise Conflict(
            _("This draft was closed meanwhile: %(status)s.") % {"status": draft.get_status_display()}
        )
    return draft


def body_of_draft(draft: RuleDraft, *, off: bool = False) -> bytes:
    """Return the body of the set that the draft would be; with `off`, of the rules switched off."""
    rules = draft.rules.filter(is_off=off).values_list("rule_id", "body")
    return b"[" + b",".join(bytes(body) for _id, body in sorted(rules)) + b"]"


def fingerprint_of_draft(draft: RuleDraft) -> str:
    """Return the fingerprint that the set would have, without reading the rules."""
    return hashlib.sha256(body_of_draft(draft)).hexdigest()


def rule_set_of_draft(draft: RuleDraft) -> RuleSet:
    """Return the rule set that the draft would be."""
    body = body_of_draft(draft)
    return read_set(draft.name, body, hashlib.sha256(body).hexdigest())


def bodies_of(rules: RuleSet) -> Mapping[str, bytes]:
    """Return the kept JSON of each rule by its id, as differences are found."""
    return {rule.id: body_of(rule) for rule in rules.rules}


def bodies_of_draft(draft: RuleDraft) -> Mapping[str, bytes]:
    """Return the same of the rules of a draft that are on."""
    on = draft.rules.filter(is_off=False).values_list("rule_id", "body")
    return {rule_id: bytes(body) for rule_id, body in on}


def authors_of(draft: RuleDraft) -> set[int]:
    """Return the keys of those who made the draft or changed anything in it: none of them activates it."""
    return {draft.made_by_id, *draft.changes.values_list("changed_by_id", flat=True)}
