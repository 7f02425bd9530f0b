"""Text blocks that refuse what a reader cannot see."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import blocks

from content.domain.document import plain_text
from content.domain.hidden_characters import find_hidden

LINES = "armoury-lines"
"""Class of a list whose entries are one box each: numbered lines, their buttons beside them."""

TABLE = "armoury-lines armoury-table"
"""Class of a list whose entries are rows of a few short fields, labelled once."""

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul"]


def refuse_hidden_characters(value: Any) -> None:
    """Field validator: raise ValidationError that names the first hidden character and where it stands."""
    found = find_hidden(str(value))
    if found:
        raise ValidationError(
            _(
                "There is an invisible character after character %(position)d (%(code)s %(name)s). "
                "Please delete it."
            ),
            code="hidden_character",
            params={"position": found[0].position, "code": found[0].code_point, "name": found[0].name},
        )


class PlainCharBlock(blocks.CharBlock):
    """One line of text; `example` stands in the empty box."""

    def __init__(self, *, example: Any = "", **kwargs: Any) -> None:
        super().__init__(validators=[refuse_hidden_characters], **{"max_length": 200, **kwargs})
        if example:
            self.field.widget.attrs["placeholder"] = example


class PlainTextBlock(blocks.TextBlock):
    """Several lines of text; `example` stands in the empty box."""

    def __init__(self, *, example: Any = "", **kwargs: Any) -> None:
        super().__init__(validators=[refuse_hidden_characters], **{"max_length": 4000, "rows": 3, **kwargs})
        self.example = example

    @cached_property
    def field(self) -> forms.Field:
        field = super().field
        if self.example:
            field.widget.attrs["placeholder"] = self.example
        return field


class PlainRichTextBlock(blocks.RichTextBlock):
    """Formatted text with the few formats that survive sanitising."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            validators=[refuse_hidden_characters],
            **{"features": RICH_TEXT_FEATURES, "max_length": 8000, **kwargs},
        )

    def clean(self, value: Any) -> Any:
        """An empty paragraph is a text for Wagtail. Here what is required must say something."""
        cleaned = super().clean(value)
        if self.required and not self.is_deferred_validation and not plain_text(cleaned.source).strip():
            raise ValidationError(self.field.error_messages["required"], code="required")
        return cleaned


class LinesBlock(blocks.ListBlock):
    """Several short texts of one sort, one an entry."""

    def __init__(
        self, label: Any, entry: Any, *, least: int, most: int, example: Any = "", **kwargs: Any
    ) -> None:
        super().__init__(
            PlainTextBlock(label=entry, max_length=500, rows=2, example=example),
            min_num=least,
            max_num=most,
            label=label,
            **{"form_classname": LINES, **kwargs},
        )
