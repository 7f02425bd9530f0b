"""Blocks that keep a stable code and show its label."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CodeBlock(blocks.ChoiceBlock):
    """One code of an enum. Editions keep the code; the label may change."""

    def __init__(self, codes: type[TextChoices], **kwargs: Any) -> None:
        choices = codes.choices if "default" in kwargs else [("", _("Choose")), *codes.choices]
        super().__init__(**{"choices": choices, **kwargs})


class CodesBlock(blocks.MultipleChoiceBlock):
    """Any number of codes of an enum, ticked; none is a value too."""

    def __init__(self, codes: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(
            **{
                "choices": codes.choices,
                "required": False,
                "default": [],
                "widget": forms.CheckboxSelectMultiple,
                **kwargs,
            }
        )


class WholeNumberBlock(blocks.IntegerBlock):
    """A number of things, from one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": 9_999_999, **kwargs})
