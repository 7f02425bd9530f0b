"""`manage.py search_eval`: others' documents, apart from the library, run as others run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.search.cluster import needs_elasticsearch

DOCUMENTS = [
    {"id": "a", "title": "晨间财经早报", "body": "各位好，黄金上涨。"},
    {"id": "b", "title": "", "body": "基金定投，代码110011，净值1.5%。"},
    {"id": 3, "title": "夜间话题", "body": ""},
]


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def run(
    tmp_path: Path, documents: Path, queries: Path, engine: str = "database"
) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "ARMOURY_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }
    environment.pop("ARMOURY_DATABASE_URL", None)
    command = [sys.executable, "manage.py", "search_eval", "--documents", documents, "--queries", queries]
    command += ["--engine", engine]
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.once
@pytest.mark.parametrize(
    "engine",
    ["database", pytest.param("elasticsearch", marks=[pytest.mark.service, needs_elasticsearch])],
)
def test_one_line_a_query_best_first_without_a_library(engine: str, tmp_path: Path) -> None:
    asked = ["zaobao", "110011", "話題", "黄斤", '"', ""]
    done = run(
        tmp_path,
        lines(tmp_path / "d.jsonl", DOCUMENTS),
        lines(tmp_path / "q.jsonl", [{"qid": query, "text": query} for query in asked]),
        engine,
    )

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert all(set(row) == {"qid", "ids", "ms"} and row["ms"] >= 0 for row in rows)
    assert {row["qid"]: row["ids"] for row in rows} == {
        "zaobao": ["a"],
        "110011": ["b"],
        "話題": [3],
        "黄斤": ["a"],
        '"': [],
        "": [],
    }
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.once
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text("{", encoding="utf-8")

    done = run(tmp_path, tmp_path / "d.jsonl", tmp_path / "q.jsonl")

    assert (done.returncode, done.stdout) == (1, "")
    assert "d.jsonl" in done.stderr
