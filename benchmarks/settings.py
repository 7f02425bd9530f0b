"""The demo's settings with throw-away data and one bare view to compare with."""

import os
import tempfile

os.environ.setdefault("ARMOURY_DATA_DIR", tempfile.mkdtemp(prefix="armoury-bench-"))

from cms.settings.demo import *  # noqa: F403
from cms.settings.demo import STORAGES

ROOT_URLCONF = "benchmarks.urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING = {"version": 1, "disable_existing_loggers": True}
