"""Logging in: second factor, throttling, sessions, passwords. What a bank decides stands in policy.py."""

import os
from datetime import timedelta

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "people.backends.BranchBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "people.validators.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "people.validators.BreachedPasswordValidator"},
]
"""Long, not common, not breached; of any characters (OWASP ASVS 5.0, 6.2.1 to 6.2.12)."""

ARMOURY_BREACHED_PASSWORDS = os.environ.get("ARMOURY_BREACHED_PASSWORDS") or None
"""A file of `SHA-1:count` lines in the order of the hashes. Without it only common passwords are refused."""

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60

WAGTAIL_PASSWORD_RESET_ENABLED = False
"""A mail box is a weaker side door (OWASP ASVS 5.0, 6.3.4); administrators set a new password."""

WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
"""One page for it, people.portal.password, which counts wrong guesses at the old one."""

ARMOURY_MFA_REQUIRED = os.environ.get("ARMOURY_MFA_REQUIRED", "") == "1"
"""Whether the roles of ARMOURY_MFA_ROLES must have a second factor. Production always requires it."""

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_FORMS = {"reauthenticate": "people.portal.forms.PasswordAgainForm"}
ACCOUNT_RATE_LIMITS = False
"""They would be kept in the memory of one process; people.actions.try_proof counts for all of them."""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_TIMEOUT = 10 * 60

MFA_ADAPTER = "people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "people.portal.forms.CodeForm",
    "authenticate_webauthn": "people.portal.forms.SecurityKeyForm",
    "reauthenticate": "people.portal.forms.CodeAgainForm",
    "reauthenticate_webauthn": "people.portal.forms.SecurityKeyAgainForm",
    "activate_totp": "people.portal.forms.FirstCodeForm",
}
MFA_RATE_LIMITS = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "内容武器库"
MFA_TOTP_TOLERANCE = 1

AXES_HANDLER = "people.throttling.Throttle"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "people.queries.client_address.client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
"""Axes' middleware would answer with a page of its own; the log-in page says it, and keeps the typed name."""

ARMOURY_TRUSTED_PROXIES = int(os.environ.get("ARMOURY_TRUSTED_PROXIES", "0"))
"""How many proxies of the bank stand in front, each adding to X-Forwarded-For. With 0 it is ignored."""
