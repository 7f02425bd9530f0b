"""`manage.py search_eval`: index somebody's own documents apart from the library and answer their queries."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from search.engines.base import Unavailable
from search.evaluation import Document, apart, index_apart


class Command(BaseCommand):
    help = "Index documents (id, title, body) and answer queries (qid, text), apart from the library."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--documents", required=True, type=Path)
        parser.add_argument("--queries", required=True, type=Path)
        parser.add_argument("--engine", choices=["database", "elasticsearch"], default="database")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._answer(options)
        except Unavailable as error:
            raise CommandError(
                f"Elasticsearch (ARMOURY_ELASTICSEARCH_URL) does not answer: {error}"
            ) from error

    def _answer(self, options: dict[str, Any]) -> None:
        with ExitStack() as stack:
            elasticsearch = (
                stack.enter_context(index_apart()) if options["engine"] == "elasticsearch" else None
            )
            index = stack.enter_context(apart(clock.system_now(), elasticsearch))
            index.put(
                Document(row["id"], row.get("title") or "", row.get("body") or "")
                for row in _rows(options["documents"])
            )
            for row in _rows(options["queries"]):
                answer = index.answer(row["text"])
                line = {"qid": row["qid"], "ids": answer.ids, "ms": round(answer.milliseconds, 3)}
                self.stdout.write(json.dumps(line, ensure_ascii=False))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error
