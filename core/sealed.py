"""Secrets that must be read again: encrypted under the secret key, so that a stolen table opens nothing.

What need only be recognised is kept as a hash instead (OWASP ASVS 5.0, 11.4.1, 13.3.1).
"""

import base64
from collections.abc import Iterator

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(text: str, purpose: str) -> str:
    """Return `text` encrypted under a key of its own for `purpose`."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Return what was sealed for `purpose`, under the secret key or one before it.

    Raises cryptography.fernet.InvalidToken for anything else.
    """
    return _box(purpose).decrypt(sealed.encode()).decode()


def derived(purpose: str) -> Iterator[bytes]:
    """Yield the 32 bytes that belong to `purpose`: under the secret key first, then under those before it."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(force_bytes(secret))


def _box(purpose: str) -> MultiFernet:
    """Encrypts under the secret key, opens under those before it too, as Django does with signatures."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived(purpose)])
