"""What holds everywhere. A setting that a bank changes reads its value from the environment."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from cms.sqlite import journal_mode

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("ARMOURY_DATA_DIR", BASE_DIR / "var"))

DEBUG = False
SECRET_KEY = os.environ.get("ARMOURY_SECRET_KEY", "")
ALLOWED_HOSTS = [host for host in os.environ.get("ARMOURY_ALLOWED_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("ARMOURY_TRUSTED_ORIGINS", "").split(",") if origin
]

INSTALLED_APPS = [
    "cms",
    "distribution",
    "search",
    "review",
    "content",
    "people",
    "core",
    "people.apps.StaffAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "cms.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.methods.MethodsMiddleware",
    "cms.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.DenialLogMiddleware",
    "people.middleware.SessionLimitsMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.incoming.IncomingMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("ARMOURY_DATABASE_URL", f"sqlite:///{DATA_DIR / 'armoury.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        ),
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # What the address asks for stays: sslmode=require, for one.
    asked = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 3, **asked}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cms.errors.csrf_failure"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "cms" / "locale_wagtail"]
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/desk-media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "blobs": {"BACKEND": "core.blob_storage.WriteOnceStorage", "OPTIONS": {"location": DATA_DIR / "blobs"}},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

ARMOURY_CHECKPOINT_DIR = os.environ.get("ARMOURY_CHECKPOINT_DIR") or DATA_DIR / "checkpoints"
ARMOURY_CHECKPOINT_KEY_FILE = os.environ.get("ARMOURY_CHECKPOINT_KEY_FILE") or DATA_DIR / "checkpoint_key.pem"
ARMOURY_CUSTOMER_KEY_FILE = os.environ.get("ARMOURY_CUSTOMER_KEY_FILE") or DATA_DIR / "customer_key"
ARMOURY_CHECKPOINT_TRUSTED_KEYS = (
    os.environ.get("ARMOURY_CHECKPOINT_TRUSTED_KEYS") or DATA_DIR / "checkpoint_trusted_keys"
)
ARMOURY_CHECKPOINT_MARK_FILE = DATA_DIR / "checkpoint_mark.json"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

ARMOURY_ANSWER_HOURS = int(os.environ.get("ARMOURY_ANSWER_HOURS", "16"))
"""Business hours within which editors answer a manager who cannot use a piece."""

ARMOURY_CHART_FONT = os.environ.get("ARMOURY_CHART_FONT", "")
os.environ.setdefault("MPLCONFIGDIR", str(DATA_DIR / "chart_cache"))

WAGTAIL_SITE_NAME = "内容武器库"
WAGTAILADMIN_BASE_URL = os.environ.get("ARMOURY_BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.admin_search"}}
TAGGIT_CASE_INSENSITIVE = True

CELERY_BROKER_URL = os.environ.get("ARMOURY_BROKER_URL") or None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
CELERY_TASK_DEFAULT_EXCHANGE_TYPE = "topic"

from cms.settings.api import *  # noqa: E402, F403
from cms.settings.authentication import *  # noqa: E402, F403
from cms.settings.csp import *  # noqa: E402, F403
from cms.settings.headers import *  # noqa: E402, F403
from cms.settings.media import *  # noqa: E402, F403
from cms.settings.outbound import *  # noqa: E402, F403
from cms.settings.policy import *  # noqa: E402, F403  (the bank's own policy, a file a bank edits)
from cms.settings.search import *  # noqa: E402, F403

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ARMOURY_LOG_LEVEL", "INFO")},
    # A line for each task each second would bury the rest; failures still show.
    # What axes counts, armoury.security tells, with who and from where.
    # The drawing library tells of every font that it cannot use.
    "loggers": {
        "celery.app.trace": {"level": "WARNING"},
        "axes": {"level": "ERROR"},
        "matplotlib": {"level": "ERROR"},
        "elastic_transport": {"level": "WARNING"},
    },
}
