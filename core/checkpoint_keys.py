"""The key that signs checkpoints, and the public keys that are trusted to have signed them."""

import contextlib
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

from core.domain.checkpoint import key_id


class KeyUnusable(Exception):
    """There is no private key that may sign; the words say what to do."""


def signing_key() -> Ed25519PrivateKey:
    """Return the private key of ARMOURY_CHECKPOINT_KEY_FILE.

    Raises KeyUnusable if it is missing, no Ed25519 key in PEM, or open to others than its owner.
    """
    path = Path(settings.ARMOURY_CHECKPOINT_KEY_FILE)
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyUnusable(_("Others may read %(path)s. Run: chmod 600 %(path)s") % {"path": path})
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise KeyUnusable(
            _("There is no key to sign checkpoints at %(path)s. Make one: %(command)s")
            % {"path": path, "command": f"openssl genpkey -algorithm ed25519 -out {path}; chmod 600 {path}"}
        ) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(_("%(path)s holds no private key in PEM.") % {"path": path}) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(_("%(path)s holds another kind of key than Ed25519.") % {"path": path})
    return key


def trusted_keys() -> dict[str, Ed25519PublicKey]:
    """Return by key id the public keys that are trusted.

    The one of the present private key, where this process may read it, and those put by hand into
    ARMOURY_CHECKPOINT_TRUSTED_KEYS (keys used before). The keys exported beside the checkpoints are not among
    them: whoever can write there could add one.
    """
    keys: list[Ed25519PublicKey] = []
    with contextlib.suppress(KeyUnusable):
        keys.append(signing_key().public_key())
    for path in sorted(Path(settings.ARMOURY_CHECKPOINT_TRUSTED_KEYS).glob("*.pem")):
        key = serialization.load_pem_public_key(path.read_bytes())
        if isinstance(key, Ed25519PublicKey):
            keys.append(key)
    return {key_id(key): key for key in keys}


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return `key` as PEM."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
