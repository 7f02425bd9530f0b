"""Blocks that keep a stable code and show its label."""

from typing import Any

from django.db.models import TextChoices
from wagtail import blocks


class CodeBlock(blocks.ChoiceBlock):
    """One code of an enum. Editions keep the code; the label may change."""

    def __init__(self, codes: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(**{"choices": codes.choices, **kwargs})


class WholeNumberBlock(blocks.IntegerBlock):
    """A number of things, from one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": 9_999_999, **kwargs})
