import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from review.management.commands import screen
from tests.factories.rules import WORD, make_rule, put_in_force, spoil_rules

pytestmark = pytest.mark.django_db


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        call_command("screen", *arguments)
        code = 0
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def _lines(tmp_path: Path, *rows: Any) -> str:
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return str(path)


def test_one_object_in_one_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "a", "text": "👋葆本的好东西"}, {"id": 2, "text": "早安，今天降温"}]
    code, out, err = _run(capsys, "--jsonl", _lines(tmp_path, *rows))
    first, second = map(json.loads, out.splitlines())
    assert (code, err) == (2, "")
    assert (first["id"], first["verdict"]) == ("a", "block")
    assert {"rule": "GUA-001", "severity": "block", "start": 1, "end": 3, "text": "葆本"} in first["findings"]
    assert second == {"id": 2, "verdict": "pass", "findings": []}


@pytest.mark.parametrize(
    ("text", "verdict", "code"),
    [("早安", "pass", 0), ("详情见 http://bank.example.cn/act", "warn", 1), ("这款理财保本", "block", 2)],
)
def test_the_exit_code_is_the_gravest_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, verdict: str, code: int
) -> None:
    rows = [{"id": 1, "text": "早安"}, {"id": 2, "text": text}]
    got, out, _err = _run(capsys, "--jsonl", _lines(tmp_path, *rows))
    assert (got, json.loads(out.splitlines()[1])["verdict"]) == (code, verdict)


def test_fields_say_what_the_text_is_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "90天上新，欢迎咨询"
    fund = {"id": 1, "text": text, "product": "fund", "risk": "R5", "channel": "moments"}
    code, out, _err = _run(capsys, "--jsonl", _lines(tmp_path, fund))
    rules = {finding["rule"] for finding in json.loads(out)["findings"] if finding["severity"] == "block"}
    assert (code, rules) == (2, {"DISC-002", "SUIT-002"})


def test_an_unknown_value_is_told_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"id": 1, "text": "早安", "kind": "leaflet", "risk": 3}
    code, out, err = _run(capsys, "--jsonl", _lines(tmp_path, row))
    assert (code, json.loads(out)["verdict"]) == (0, "pass")
    assert "kind leaflet" in err
    assert "risk 3" in err


def test_a_line_that_cannot_be_read_is_an_error_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _lines(tmp_path, "{", '["a"]', {"id": 1}, {"text": "x"}, {"id": 9, "text": "早安"})
    code, out, err = _run(capsys, "--jsonl", path)
    assert code == 3
    assert [json.loads(line)["id"] for line in out.splitlines()] == [9]
    assert len(err.splitlines()) == 4
    assert ":1: " in err.splitlines()[0]


def test_files_are_read_whole_and_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "post.txt"
    path.write_text("早安\n这款理财保本", "utf-8")
    code, out, _err = _run(capsys, str(path))
    assert code == 2
    assert out.splitlines()[0] == f"{path}: block"
    assert any(
        line.startswith("  2:5 block GUA-001 出现“保本”") and "广告法" in line for line in out.splitlines()
    )


@pytest.mark.parametrize("arguments", [(), ("--nonsense", "x")])
def test_a_call_that_is_not_understood_is_no_verdict(arguments: tuple[str, ...]) -> None:
    from review.management.commands.screen import Command

    parser = Command().create_parser("manage.py", "screen")
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(list(arguments))
    assert stopped.value.code == 3


def test_a_missing_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run(capsys, str(tmp_path / "none.txt"))
    assert (code, out) == (3, "")
    assert err == f"{tmp_path / 'none.txt'}: there is no such file.\n"


def test_the_rules_that_the_bank_activated_are_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _lines(tmp_path, {"id": 1, "text": WORD})
    assert _run(capsys, "--jsonl", path)[0] == 0
    put_in_force([make_rule()])
    assert _run(capsys, "--jsonl", path)[0] == 2


def test_rules_that_were_changed_give_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil_rules()
    code, out, err = _run(capsys, "--jsonl", _lines(tmp_path, {"id": 1, "text": "早安"}))
    assert (code, out) == (3, "")
    assert "no longer those that were activated" in err


def test_what_is_no_text_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "post.txt"
    path.write_bytes("早安".encode("gbk"))
    code, out, err = _run(capsys, str(path), str(tmp_path))
    assert (code, out) == (3, "")
    assert err.splitlines() == [
        f"{path}: not UTF-8 text from byte 0 on.",
        f"{tmp_path}: cannot be read (Is a directory).",
    ]


def test_without_a_database_the_shipped_rules_are_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(screen, "in_force", away)
    code, out, err = _run(capsys, "--jsonl", _lines(tmp_path, {"id": 1, "text": "这款理财保本"}))
    assert (code, json.loads(out)["verdict"]) == (2, "block")
    assert err == "No database answers (no such table): screened by the rules as shipped.\n"
