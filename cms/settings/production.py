"""A bank's own servers: HTTPS only, secrets from the environment, a missing one stops the start."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ALLOWED_HOSTS, SECRET_KEY, SILENCED_SYSTEM_CHECKS

if not SECRET_KEY or not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ARMOURY_SECRET_KEY and ARMOURY_ALLOWED_HOSTS.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
ARMOURY_MFA_REQUIRED = True
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-language"

SILENCED_SYSTEM_CHECKS = [
    *SILENCED_SYSTEM_CHECKS,
    # Preloading binds the bank's whole domain in every browser: not for one application on it to decide.
    "security.W021",
]
