"""Tests: throw-away data, fast password hashing, the same engines as everywhere."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ARMOURY_DATA_DIR", tempfile.mkdtemp(prefix="armoury-test-"))

from cms.settings.base import *  # noqa: E402, F403
from cms.settings.base import DATABASES, STORAGES  # noqa: E402

DATA_DIR = Path(os.environ["ARMOURY_DATA_DIR"])
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"]["CONN_MAX_AGE"] = 0
