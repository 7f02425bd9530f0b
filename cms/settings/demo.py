"""One machine, nothing to install: SQLite, local files, plain HTTP."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ALLOWED_HOSTS, DATA_DIR
from cms.settings.local_secret import local_secret

SECRET_KEY = local_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
