"""What `manage.py check` says of this room's surroundings."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning, register

from review.queries.reader_process import INSTALL, is_installed


@register()
def pictures_can_be_read(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without the reader nobody knows what posters say, so no piece with pictures is submitted."""
    if is_installed():
        return []
    return [
        Warning(
            "Words and codes in pictures cannot be read: no piece with pictures can be submitted.",
            hint=f"Install what reads them: {INSTALL}",
            id="review.W001",
        )
    ]
