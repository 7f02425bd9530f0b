"""The ledger page."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from core import clock, immutability
from core.actions.checkpoint import checkpoint
from core.models import LedgerRecord
from tests.core.ledger_tampering import tamper
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition

pytestmark = pytest.mark.django_db

LIST, VERIFY = "review_ledger:index", "review_ledger:verify"


def text(response: object) -> str:
    return response.content.decode()


@pytest.mark.parametrize("trait", ["auditor", "operator"])
def test_head_office_reads_and_verifies(client: Client, trait: str) -> None:
    branch = branch_tree().head_office
    edition = issue_edition(branch=branch)
    client.force_login(UserFactory(branch=branch, **{trait: True}))
    response = client.get(reverse(LIST))
    assert [record.event for record in response.context["object_list"]] == [
        "edition.issued",
        "case.approve",
        "candidate.submitted",
    ]
    assert "The ledger holds: 3 records verified" in text(client.post(reverse(VERIFY)))
    assert client.get(reverse(VERIFY)).status_code == 405
    filtered = client.get(f"{reverse(LIST)}?subject={edition.ledger_subject}&event=edition")
    assert [record.subject for record in filtered.context["object_list"]] == [edition.ledger_subject]


def test_tampering_is_told(client: Client) -> None:
    branch = branch_tree().head_office
    edition = issue_edition(branch=branch)
    immutability.uninstall(connection)
    LedgerRecord.objects.filter(event="edition.issued").update(subject_sha256="0" * 64)
    client.force_login(UserFactory(auditor=True, branch=branch))
    page = text(client.post(reverse(VERIFY)))
    assert "The ledger does not hold." in page
    assert "decisions #3" in page
    assert f"{edition.ledger_subject} has no valid record: forged" in page


def test_nobody_else_reads_it(client: Client) -> None:
    tree = branch_tree()
    issue_edition(branch=tree.head_office)
    others = [
        UserFactory(auditor=True, branch=tree.east),
        UserFactory(officer=True, branch=tree.head_office),
        UserFactory(roles=[], is_superuser=True, branch=tree.head_office),
    ]
    for user in others:
        client.force_login(user)
        assert client.get(reverse(LIST)).status_code == 302
        assert client.post(reverse(VERIFY)).status_code == 302
        assert "edition.issued" not in text(client.get(reverse(LIST), follow=True))


@pytest.mark.django_db(transaction=True)
def test_the_last_checkpoint_is_shown_and_compared(client: Client) -> None:
    branch = branch_tree().head_office
    client.force_login(UserFactory(auditor=True, branch=branch))
    edition = issue_edition(branch=branch)
    waiting = client.get(reverse(LIST)).context["checkpoints"]
    assert [(one.signed_at, one.uncovered) for one in waiting] == [(None, 3), (None, 0)]
    ((made,), _refused) = checkpoint(clock.now())
    shown = client.get(reverse(LIST))
    assert [(one.sequence, one.uncovered) for one in shown.context["checkpoints"]] == [(3, 0), (0, 0)]
    assert made.sha256[:16] in text(shown)
    tamper("truncate", 3)
    page = text(client.post(reverse(VERIFY)))
    assert "decisions #3: from here on records are missing that a signed checkpoint covers" in page
    assert f"{edition.ledger_subject} has no valid record: forged" in page
    checkpoint(clock.now())
    assert "no checkpoint is signed any more" in text(client.get(reverse(LIST)))
