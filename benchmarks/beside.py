"""houbb/sensitive-word 0.25.0 (Java) beside ours: the same texts through the program in benchmarks/houbb.

Needs Java 11 or later and Maven (Debian: default-jdk-headless, maven), which brings the library.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROGRAM: Final = Path(__file__).parent / "houbb"


class MissingError(Exception):
    """What is not there that the program needs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How many hits a text has, and the seconds of the processor that it took."""

    hits: int
    seconds: float


def answers(terms: Iterable[str], texts: Sequence[str]) -> list[Answer]:
    """An answer for each text, after five rounds to warm up; all normalisations on, no words but the terms.

    Raises MissingError when Java, Maven or the library cannot be had, and CalledProcessError when the program
    fails.
    """
    java, maven = _path_of("java"), _path_of("mvn")
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "terms.txt")
        listed.write_text("\n".join(sorted(set(terms))) + "\n", encoding="utf-8")
        command = [java, "-cp", _class_path(maven, Path(folder)), str(_PROGRAM / "Screen.java"), str(listed)]
        lines = "".join(" ".join(text.splitlines()) + "\n" for text in texts)
        ran = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    rows = [line.split() for line in ran.stdout.decode().splitlines()]
    return [Answer(int(hits), int(nanoseconds) / 1e9) for hits, nanoseconds in rows]


def _path_of(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise MissingError(f"{program} is not installed")
    return path


def _class_path(maven: str, folder: Path) -> str:
    found = folder / "class-path"
    goals = ["dependency:build-classpath", f"-Dmdep.outputFile={found}"]
    built = subprocess.run(
        [maven, "-q", "-B", "-f", str(_PROGRAM / "pom.xml"), *goals], capture_output=True, check=False
    )
    if built.returncode:
        raise MissingError(f"Maven: {built.stdout.decode(errors='replace').strip()[-200:]}")
    return found.read_text(encoding="utf-8")
