"""Drafts of rule sets: made, changed, switched, discarded; by whom; what is kept of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from core import clock
from core.actions import Conflict, Refused
from core.domain import canonical
from core.models import LedgerRecord
from people.enums import Role
from people.models import User
from review.actions.change_rule import ExamplesFail, change_rule
from review.actions.discard_draft import discard_draft
from review.actions.make_draft import make_draft
from review.actions.switch_rule import switch_rule
from review.domain.screening.loader import builtin
from review.domain.screening.result import Severity
from review.domain.screening.rules import Example, body_of
from review.enums import RuleChangeVerb, RuleDraftStatus, RuleSource
from review.models import RuleDraft
from review.queries.rule_drafts import authors_of, fingerprint_of_draft, rule_set_of_draft
from review.queries.rule_sets import in_force
from tests.factories.people import UserFactory, branch_tree
from tests.factories.rules import make_rule, put_in_force

pytestmark = pytest.mark.django_db


def keeper(role: Role = Role.OFFICER) -> User:
    return UserFactory(roles=[role])


def begin(source: RuleSource = RuleSource.IN_FORCE, actor: User | None = None) -> RuleDraft:
    return make_draft("新规", source, actor=actor or keeper(), at=clock.now())


def sha256_of(draft: RuleDraft, rule_id: str) -> str:
    return canonical.sha256(bytes(draft.rules.get(rule_id=rule_id).body))


def test_a_draft_is_the_rules_in_force_until_it_is_changed() -> None:
    draft = begin()
    assert draft.rules.count() == len(builtin().rules)
    assert fingerprint_of_draft(draft) == builtin().fingerprint == rule_set_of_draft(draft).fingerprint
    assert not draft.rules.filter(is_changed=True).exists()
    row = draft.rules.get(rule_id="GUA-001")
    assert (row.severity, bool(row.title), bool(row.law)) == ("block", True, True)
    assert in_force() is builtin()


def test_the_banks_own_rules_outlive_an_upgrade() -> None:
    shipped = builtin().rules[0]
    put_in_force([make_rule("OWN-001"), make_rule(shipped.id)])
    draft = begin(RuleSource.SHIPPED)
    assert draft.rules.count() == len(builtin().rules) + 1
    assert bytes(draft.rules.get(rule_id=shipped.id).body) == body_of(shipped)
    assert draft.rules.filter(is_changed=True).count() == len(builtin().rules)
    assert draft.base_sha256 == in_force().fingerprint


def test_a_rule_is_changed_and_another_added_and_both_are_kept_with_their_author() -> None:
    put_in_force([make_rule()])
    maker, author = keeper(), keeper(Role.LEGAL)
    draft = begin(actor=maker)
    softer = make_rule(severity=Severity.warn)
    before = sha256_of(draft, "TST-001")
    change_rule(draft.public_id, softer, shown_sha256=before, actor=author, at=clock.now())
    change_rule(draft.public_id, make_rule("TST-002"), shown_sha256="", actor=author, at=clock.now())
    assert rule_set_of_draft(draft).rules == (softer, make_rule("TST-002"))
    assert draft.rules.get(rule_id="TST-001").severity == "warn"
    assert [(one.verb, one.rule_id, one.changed_by) for one in draft.changes.order_by("pk")] == [
        (RuleChangeVerb.CHANGED, "TST-001", author),
        (RuleChangeVerb.ADDED, "TST-002", author),
    ]
    assert authors_of(draft) == {maker.pk, author.pk}
    assert in_force().rules == (make_rule(),)


def test_a_change_over_a_colleagues_or_a_taken_number_is_a_conflict() -> None:
    put_in_force([make_rule()])
    draft, author = begin(), keeper()
    before = sha256_of(draft, "TST-001")
    first, second = make_rule(title="先"), make_rule(title="后")
    change_rule(draft.public_id, first, shown_sha256=before, actor=author, at=clock.now())
    with pytest.raises(Conflict, match="colleague"):
        change_rule(draft.public_id, second, shown_sha256=before, actor=author, at=clock.now())
    with pytest.raises(Conflict, match="number already"):
        change_rule(draft.public_id, second, shown_sha256="", actor=author, at=clock.now())
    assert rule_set_of_draft(draft).rules == (first,)


def test_a_rule_whose_sentences_fail_is_not_saved() -> None:
    draft = begin()
    wrong = make_rule(must_hit=(Example("早安"),))
    with pytest.raises(ExamplesFail):
        change_rule(draft.public_id, wrong, shown_sha256="", actor=keeper(), at=clock.now())
    assert not draft.rules.filter(rule_id="TST-001").exists()


def test_a_rule_that_is_off_is_not_in_the_set_and_can_come_back() -> None:
    put_in_force([make_rule(), make_rule("TST-002")])
    draft, author = begin(), keeper()
    for _time in range(2):
        switch_rule(draft.public_id, "TST-001", RuleChangeVerb.SWITCHED_OFF, actor=author, at=clock.now())
    assert [rule.id for rule in rule_set_of_draft(draft).rules] == ["TST-002"]
    assert draft.changes.count() == 1
    switch_rule(draft.public_id, "TST-001", RuleChangeVerb.SWITCHED_ON, actor=author, at=clock.now())
    assert fingerprint_of_draft(draft) == in_force().fingerprint


def verbs(draft: RuleDraft) -> list[Callable[[User], Any]]:
    return [
        lambda actor: begin(actor=actor),
        lambda actor: change_rule(draft.public_id, make_rule(), shown_sha256="", actor=actor, at=clock.now()),
        lambda actor: switch_rule(
            draft.public_id, "GUA-001", RuleChangeVerb.SWITCHED_OFF, actor=actor, at=clock.now()
        ),
        lambda actor: discard_draft(draft.public_id, actor=actor, at=clock.now()),
    ]


@pytest.mark.parametrize("verb", range(4))
def test_only_the_head_offices_officers_and_lawyers_keep_the_rules(verb: int) -> None:
    tree = branch_tree()
    draft = begin(actor=UserFactory(roles=[Role.OFFICER], branch=tree.head_office))
    strangers = [
        UserFactory(roles=[Role.OFFICER], branch=tree.east),
        UserFactory(editor=True, branch=tree.head_office),
        UserFactory(roles=[Role.CONSUMER_PROTECTION], branch=tree.head_office, is_superuser=True),
    ]
    for stranger in strangers:
        with pytest.raises(Refused):
            verbs(draft)[verb](stranger)
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 3
    assert RuleDraft.objects.get() == draft
    assert (draft.changes.count(), RuleDraft.objects.get().status) == (0, RuleDraftStatus.OPEN)


def test_a_discarded_draft_is_closed_for_good() -> None:
    draft, author = begin(), keeper()
    discard_draft(draft.public_id, actor=author, at=clock.now())
    for verb in verbs(draft)[1:]:
        with pytest.raises(Conflict, match="closed"):
            verb(author)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        RuleDraft.objects.update(status=RuleDraftStatus.OPEN)
