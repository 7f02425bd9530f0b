"""The suite's own promises: what a transactional test leaves behind, and what it finds."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from wagtail.models import Collection

from core import clock, ledger
from core.models import LedgerRecord, Stream
from people.enums import Role
from tests.conftest import FrozenClock


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_each_transactional_test_finds_empty_tables_triggers_and_the_migrations_rows(turn: int) -> None:
    assert LedgerRecord.objects.count() == 0
    assert set(Group.objects.values_list("name", flat=True)) >= {role.value for role in Role}
    assert Group.objects.get(name=Role.EDITOR).permissions.filter(codename="access_admin").exists()
    assert Collection.get_first_root_node().name == "Root"
    with transaction.atomic():
        ledger.append(Stream.DECISIONS, "case.opened", subject="case:1", at=clock.now(), payload={})
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerRecord.objects.all().delete()


@pytest.mark.django_db
def test_the_frozen_clock_moves_only_by_hand(frozen_clock: FrozenClock) -> None:
    before = clock.now()
    assert clock.now() == before
    assert frozen_clock.advance(hours=1) == clock.now() > before
