"""A database and data directory of its own, for tests that start and kill real processes."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class OwnSite:
    """Where the processes of one test keep everything."""

    data_dir: Path
    environment: Mapping[str, str]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `manage.py` to its end; raise CalledProcessError with its output if it fails."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=dict(self.environment),
            check=True,
            capture_output=True,
            text=True,
        )

    def python(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a Python script with Django set up; the caller looks at how it ended."""
        return subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{script}"],
            cwd=ROOT,
            env=dict(self.environment),
            check=False,
            capture_output=True,
            text=True,
        )


@contextmanager
def own_site(data_dir: Path, settings: str = "cms.settings.demo") -> Iterator[OwnSite]:
    """Yield a site on the database engine of this test run, empty and not yet migrated."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ARMOURY_")},
        "ARMOURY_DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": settings,
    }
    server = os.environ.get("ARMOURY_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield OwnSite(data_dir, environment)
        return
    name = f"armoury_own_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield OwnSite(
                data_dir, {**environment, "ARMOURY_DATABASE_URL": f"{server.rsplit('/', 1)[0]}/{name}"}
            )
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
