"""A bank's own servers: HTTPS only, secrets from the environment, a missing one stops the start."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ALLOWED_HOSTS, SECRET_KEY

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
