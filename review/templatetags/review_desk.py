"""What the desk's templates need beside Django's and Wagtail's own tags."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from review.domain.screening.result import Finding
from review.forms.submission import field_name

register = template.Library()


@register.filter
def at_key(values: Mapping[Any, Any] | None, key: Any) -> Any:
    """Return what `values` has under `key`, or None; also where there are no values at all."""
    return values.get(key) if values else None


@register.filter
def justification_name(finding: Finding) -> str:
    """Return the name of the field of the submission page that justifies `finding`."""
    return field_name(finding)


@register.filter
def percent(share: float | None) -> str:
    """Return a share between 0 and 1 in percent with one decimal, a dash for none."""
    return "—" if share is None else f"{100 * share:.1f}%"


@register.filter
def as_moment(text: str) -> str:
    """Return a canonical moment or date of a document in business time; other words as they are."""
    try:
        if "T" in text:
            return f"{timezone.localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
        return f"{date.fromisoformat(text):%Y-%m-%d}"
    except ValueError:
        return text


@register.filter
def unlocalised(number: int) -> str:
    """Return the number as SVG reads it, without separators between thousands."""
    return str(number)
