"""What `manage.py check` says of this room's settings."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from core.checkpoint_keys import KeyUnusable, signing_key


@register(Tags.security, deploy=True)
def checkpoint_key_is_usable(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without a key nothing is signed, and a rewritten ledger cannot be told from the true one."""
    try:
        signing_key()
    except KeyUnusable as error:
        return [Error(str(error), hint="ARMOURY_CHECKPOINT_KEY_FILE", id="core.E001")]
    return []
