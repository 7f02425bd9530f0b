"""One machine, nothing to install: SQLite, local files, plain HTTP."""

from pathlib import Path

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ALLOWED_HOSTS, ARMOURY_CHECKPOINT_KEY_FILE, ARMOURY_CUSTOMER_KEY_FILE, DATA_DIR
from cms.settings.local_key import local_key
from cms.settings.local_secret import local_secret

SECRET_KEY = local_secret(DATA_DIR / "secret_key")
ARMOURY_CHECKPOINT_KEY_FILE = local_key(Path(ARMOURY_CHECKPOINT_KEY_FILE))
local_secret(Path(ARMOURY_CUSTOMER_KEY_FILE))
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
