"""What `manage.py check` says of this room's settings."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from content.queries.charts import chart_font


@register()
def charts_can_be_drawn(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without a Chinese font a chart would be empty boxes, so market notes with a chart are refused."""
    if chart_font() is not None:
        return []
    asked = settings.ARMOURY_CHART_FONT
    return [
        Warning(
            f"Charts of market notes cannot be drawn: {asked or 'a Chinese font'} was not found.",
            hint="Install a Chinese font (Debian: fonts-noto-cjk), or set ARMOURY_CHART_FONT to a font file.",
            id="content.W001",
        )
    ]
