"""Tests: throw-away data, fast password hashing, the same engines as everywhere."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "ARMOURY_DATA_DIR" not in os.environ:
    os.environ["ARMOURY_DATA_DIR"] = os.environ["ARMOURY_TEST_ROOT"] = tempfile.mkdtemp(
        prefix="armoury-test-"
    )
    atexit.register(shutil.rmtree, os.environ["ARMOURY_TEST_ROOT"], ignore_errors=True)
elif os.environ["ARMOURY_DATA_DIR"] == os.environ.get("ARMOURY_TEST_ROOT"):
    # A worker of pytest-xdist inherits both. Each has its own place: one erases what another reads.
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    os.environ["ARMOURY_DATA_DIR"] = str(Path(os.environ["ARMOURY_TEST_ROOT"]) / worker)
    Path(os.environ["ARMOURY_DATA_DIR"]).mkdir(exist_ok=True)

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ARMOURY_SENDING_RULES, DATABASES, STORAGES
from cms.settings.local_key import local_key
from cms.settings.local_secret import local_secret
from cms.sqlite import journal_mode

DATA_DIR = Path(os.environ["ARMOURY_DATA_DIR"])
SECRET_KEY = "only-for-tests"  # noqa: S105
ARMOURY_CHECKPOINT_KEY_FILE = local_key(DATA_DIR / "checkpoint_key.pem")
local_secret(DATA_DIR / "customer_key")
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file: threads lock one another out of a shared in-memory database. It never waits for the disk.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )

ARMOURY_SENDING_RULES = ARMOURY_SENDING_RULES | dict.fromkeys(
    ("moments_day", "moments_month", "message_month", "group_month"), ("unlimited", "测试")
)
"""Most tests are about the bank's own limit; the others are set where they are tried."""
