"""Two editors take the same table in at once: each row and each picture comes in once."""

from typing import Any

import pytest

from content.actions.start_import import start_import
from content.actions.take_rows import go_on
from content.models import Component, ImportRow, LibraryImage
from content.models.imports import RowStatus
from core import clock
from people.enums import Role
from tests.factories.imports import kept, pictures, poster_row, table
from tests.races.conftest import Bank
from tests.races.runners import ROUNDS, crew

ROWS = 3
pytestmark = pytest.mark.usefixtures("bank")


def test_two_imports_of_one_table(bank: Bank) -> None:
    rounds = max(2, ROUNDS // 20)
    with crew(2) as runners:
        for number in range(rounds):
            rows = [poster_row(n, title=f"第{number}轮海报{n}") for n in range(ROWS)]
            content, archive = table("poster", *rows), pictures(*range(ROWS))
            editors = [bank.staff(Role.EDITOR) for _editor in range(2)]
            for editor in editors:
                start_import(kept("poster", content, editor, archive).pk, actor=editor, at=clock.now())
            runners.together(*[_work] * 2)
            go_on(clock.now(), 60)
            assert Component.objects.filter(title__startswith=f"第{number}轮").count() == ROWS
    statuses = ImportRow.objects.values_list("status", flat=True)
    assert sorted(statuses) == sorted([RowStatus.TAKEN, RowStatus.KNOWN] * (ROWS * rounds))
    assert LibraryImage.objects.count() == ROWS


def _work() -> Any:
    return go_on(clock.now(), 60)
