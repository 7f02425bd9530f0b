"""What `manage.py check --deploy` asks about passwords."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def breached_passwords_are_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    corpus = settings.ARMOURY_BREACHED_PASSWORDS
    if corpus and Path(corpus).is_file():
        return []
    return [
        Warning(
            "Passwords known from breaches are not refused.",
            hint="Set ARMOURY_BREACHED_PASSWORDS to a sorted file of `SHA-1:count` lines.",
            id="people.W001",
        )
    ]
