"""`manage.py reach`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from core.models import LedgerRecord
from distribution.actions import take_reach as taking
from distribution.domain import reach
from distribution.management.commands import reach as command
from distribution.models import Reach, ReachTable
from people.models import User
from tests.distribution.conftest import Bank
from tests.factories.people import UserFactory

SECRET = "6217000012345678"


@pytest.fixture
def operator(bank: Bank) -> User:
    made: User = UserFactory(operator=True, branch=bank.tree.head_office)
    return made


@pytest.fixture
def colleague(bank: Bank) -> User:
    made: User = UserFactory(manager=True, branch=bank.tree.west)
    return made


def run(path: Path, by: User | str, *arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    with translation.override("zh-hans"):
        call_command(
            "reach", str(path), "--by", str(getattr(by, "username", by)), *arguments, stdout=out, stderr=err
        )
    return out.getvalue(), err.getvalue()


def written(folder: Path, *rows: str) -> Path:
    path = folder / "reach.csv"
    path.write_text("\n".join(("客户经理,客户编号,客群,风险承受能力", *rows)))
    return path


def test_it_replaces_tables_and_says_how_many(
    tmp_path: Path, bank: Bank, operator: User, colleague: User
) -> None:
    rows = [
        f"{one.username},{SECRET}{number},payroll,C3"
        for one in (bank.manager, colleague)
        for number in range(3)
    ]
    out, err = run(written(tmp_path, *rows), operator)
    assert ("2 位客户经理，3 位客户" in out, err) == (True, "")
    assert SECRET not in out
    assert set(ReachTable.objects.values_list("manager", "size", "taken_by")) == {
        (bank.manager.pk, 3, operator.pk),
        (colleague.pk, 3, operator.pk),
    }


def test_errors_are_told_by_line_and_nothing_is_taken(tmp_path: Path, bank: Bank, operator: User) -> None:
    path = written(
        tmp_path, f"{bank.manager.username},1,payroll,C3", "nobody,2,payroll,C9", "nobody,2,payroll,"
    )
    with pytest.raises(CommandError) as refusal:
        run(path, operator)
    assert refusal.value.returncode == 1
    assert not ReachTable.objects.exists()


def test_each_error_stands_on_a_line_of_its_own(
    tmp_path: Path, bank: Bank, operator: User, capsys: pytest.CaptureFixture[str]
) -> None:
    err = StringIO()
    path = written(tmp_path, f"{bank.manager.username},1,payroll,C9", "nobody,2,payroll,")
    with translation.override("zh-hans"), pytest.raises(CommandError):
        call_command("reach", str(path), "--by", operator.username, stderr=err)
    told = err.getvalue().splitlines()
    assert [line.split("：")[0] for line in told] == ["第 2 行", "第 3 行"]
    assert ("C9" in told[0], "nobody" in told[1]) == (True, True)


def test_a_preview_changes_nothing(tmp_path: Path, bank: Bank, operator: User) -> None:
    out, _err = run(written(tmp_path, f"{bank.manager.username},1,payroll,C3"), operator, "--preview")
    assert "1 行" in out
    assert not ReachTable.objects.exists()


def test_who_is_no_operator_takes_nothing_in(tmp_path: Path, bank: Bank, operator: User) -> None:
    path = written(tmp_path, f"{bank.manager.username},1,payroll,C3")
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    gone = UserFactory(operator=True, branch=bank.tree.head_office, is_active=False)
    for by in (editor, gone, "nobody"):
        with pytest.raises(CommandError):
            run(path, by)
    assert not ReachTable.objects.exists()
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1


def test_a_file_beyond_the_limits_or_that_is_none_is_refused(
    tmp_path: Path, bank: Bank, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, *(f"{bank.manager.username},{number},payroll," for number in range(3)))
    for limits in (reach.FileLimits(rows=2, octets=10_000), reach.FileLimits(rows=9, octets=10)):
        monkeypatch.setattr(command, "BY_COMMAND", limits)
        with pytest.raises(CommandError):
            run(path, operator)
    with pytest.raises(CommandError):
        run(tmp_path / "missing.csv", operator)
    assert not Reach.objects.exists()


def test_many_rows_go_in_by_whole_managers_with_a_record_each(
    tmp_path: Path, bank: Bank, operator: User, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 3)
    rows = [f"{one.username},{number},payroll," for one in (bank.manager, colleague) for number in range(2)]
    run(written(tmp_path, *rows), operator)
    records = LedgerRecord.objects.filter(event="reach.taken")
    assert [b'"managers":1' in bytes(one.payload) for one in records] == [True, True]
    assert len({one.subject_sha256 for one in records}) == 1
