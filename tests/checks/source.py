"""The project's own files, for checks of the whole tree."""

import subprocess
from functools import cache
from pathlib import Path

from cms.settings.base import BASE_DIR

ROOMS = ("cms", "distribution", "search", "review", "content", "people", "core")


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that is, or would be, tracked."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    files = (BASE_DIR / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in files if path.is_file()))


def room_files(suffix: str) -> list[Path]:
    """Return the rooms' files whose names end so, migrations left out."""
    return [
        path
        for path in project_files()
        if path.relative_to(BASE_DIR).parts[0] in ROOMS
        and path.name.endswith(suffix)
        and "migrations" not in path.parts
    ]


def name(path: Path) -> str:
    """Return the path as the project names it."""
    return str(path.relative_to(BASE_DIR))
