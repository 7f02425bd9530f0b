"""`manage.py screen FILE...`: what the rules in force find in plain texts, for people and other systems."""

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from review.domain.screening.engine import screen
from review.domain.screening.loader import builtin
from review.domain.screening.result import Finding, Severity, Verdict
from review.domain.screening.rules import RuleSet
from review.queries.plain_texts import PlainText, UnreadableLine, parse, subject_of_plain, told
from review.queries.rule_sets import UntrustedRules, in_force

EXIT_CODES: Final = {Verdict.pass_: 0, Verdict.warn: 1, Verdict.block: 2}
ERROR: Final = 3


def _misused(parser: CommandParser, message: str) -> NoReturn:
    parser.print_usage(sys.stderr)
    parser.exit(ERROR, f"{message}\n")
    raise SystemExit(ERROR)


class Command(BaseCommand):
    help = "Screen text files, or JSON objects a line. Exit code: 0 pass, 1 warn, 2 block, 3 error."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument(
            "--jsonl", action="store_true", help="Read objects with id and text, write verdicts."
        )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Make the parser; a call that it does not understand is an error too, not a verdict."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = partial(_misused, parser)  # type: ignore[method-assign]
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        work = self._lines if options["jsonl"] else self._texts
        try:
            rules = self._rules()
        except UntrustedRules as error:
            self.stderr.write(error.words)
            sys.exit(ERROR)
        codes = [
            ERROR if verdict is None else EXIT_CODES[verdict] for verdict in work(options["files"], rules)
        ]
        if code := max(codes, default=0):
            sys.exit(code)

    def _rules(self) -> RuleSet:
        """The rules in force; where no database answers, or it was never set up, the rules as shipped.

        Raises UntrustedRules.
        """
        try:
            return in_force()
        except DatabaseError as error:
            self.stderr.write(_("No database answers (%s): screened by the rules as shipped.") % error)
            return builtin()

    def _texts(self, paths: Iterable[Path], rules: RuleSet) -> Iterator[Verdict | None]:
        for path in paths:
            text = self._read(path)
            if text is None:
                yield None
                continue
            result = screen(subject_of_plain(PlainText(id=str(path), text=text)), rules)
            self.stdout.write(f"{path}: {result.verdict}")
            for finding in result.findings:
                self.stdout.write(_readable(finding, text))
            yield result.verdict

    def _lines(self, paths: Iterable[Path], rules: RuleSet) -> Iterator[Verdict | None]:
        for path in paths:
            text = self._read(path)
            if text is None:
                yield None
                continue
            for number, line in enumerate(text.split("\n"), start=1):
                if line.strip():
                    yield self._line(f"{path}:{number}", line, rules)

    def _line(self, place: str, line: str, rules: RuleSet) -> Verdict | None:
        try:
            plain, unknown = parse(line)
        except UnreadableLine as error:
            self.stderr.write(f"{place}: {error}")
            return None
        for field, value in unknown:
            self.stderr.write(
                _("%(place)s: %(field)s %(value)s is unknown and was left out.")
                % {"place": place, "field": field, "value": value}
            )
        result = screen(subject_of_plain(plain), rules)
        self.stdout.write(json.dumps(told(plain, result), ensure_ascii=False))
        return result.verdict

    def _read(self, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.stderr.write(_("%s: there is no such file.") % path)
        except UnicodeDecodeError as error:
            self.stderr.write(
                _("%(path)s: not UTF-8 text from byte %(at)d on.") % {"path": path, "at": error.start}
            )
        except OSError as error:
            self.stderr.write(
                _("%(path)s: cannot be read (%(why)s).") % {"path": path, "why": error.strerror}
            )
        return None


def _readable(finding: Finding, text: str) -> str:
    """Line and column, grade, rule and law, the words of the finding and what to do."""
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - (text.rfind("\n", 0, finding.start) + 1) + 1
    words = f"  {line}:{column} {finding.severity} {finding.rule} {finding.message}"
    source = f"{finding.law} {finding.article}".strip()
    advice = f"；{finding.suggestion}" if finding.severity > Severity.info else ""
    return f"{words} [{source}]{advice}"
