"""ARMOURY_DATABASE_URL, as the settings read it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.own_site import ROOT

ASKED = """
import json
from django.conf import settings
print(json.dumps(settings.DATABASES["default"]["OPTIONS"]))
"""


def test_what_it_asks_of_the_connection_stays(tmp_path: Path) -> None:
    own = {
        "ARMOURY_DATABASE_URL": "postgresql://armoury@localhost/armoury?sslmode=verify-full",
        "ARMOURY_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
    }
    said = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env={**os.environ, **own}, capture_output=True, check=True
    )
    assert json.loads(said.stdout) == {
        "server_side_binding": True,
        "prepare_threshold": 3,
        "sslmode": "verify-full",
    }
