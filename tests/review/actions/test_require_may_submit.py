import json

import pytest

from content.models import Component
from core.actions import Refused
from core.models import LedgerRecord
from people.models import User
from review.actions.require_may_submit import require_may_submit
from tests.factories.content import MorningBriefFactory
from tests.factories.people import UserFactory, branch_tree

pytestmark = pytest.mark.django_db


def attempts() -> list[tuple[str, str, str]]:
    """Return subject, actor and rule of each refused attempt to submit."""
    records = LedgerRecord.objects.filter(event="attempt.refused").order_by("sequence")
    said = [(record.subject, json.loads(bytes(record.payload))) for record in records]
    return [
        (subject, payload["actor"], payload["rule"])
        for subject, payload in said
        if payload["verb"] == "submit"
    ]


def refuse(component: Component, actor: User) -> None:
    with pytest.raises(Refused):
        require_may_submit(component, actor=actor)


def test_an_editor_of_the_branch_or_above_may_and_nothing_is_written() -> None:
    tree = branch_tree()
    component = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.east))
    require_may_submit(component, actor=UserFactory(editor=True, branch=tree.head_office))
    assert attempts() == []


def test_another_branchs_editor_and_another_role_are_refused_on_record() -> None:
    tree = branch_tree()
    component = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.east))
    foreign = UserFactory(editor=True, branch=tree.west)
    officer = UserFactory(officer=True, branch=tree.east)
    refuse(component, foreign)
    refuse(component, officer)
    subject = f"component:{component.public_id}"
    assert attempts() == [(subject, foreign.actor, "branch"), (subject, officer.actor, "role")]
