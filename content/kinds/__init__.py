"""The kinds of component. To add one: a declaration in a module here, a line below, a proxy in models."""

from content.kinds.base import Kind
from content.kinds.morning_brief import MORNING_BRIEF
from content.kinds.product_analysis import PRODUCT_ANALYSIS

KINDS: tuple[Kind, ...] = (MORNING_BRIEF, PRODUCT_ANALYSIS)

_by_code = {kind.code: kind for kind in KINDS}


def get_kind(code: str) -> Kind:
    """Return the kind with this code. Raises KeyError if the code is not (or no longer) declared."""
    return _by_code[code]


def kind_choices() -> list[tuple[str, object]]:
    """Return (code, label) of every kind, in the order of declaration."""
    return [(kind.code, kind.label) for kind in KINDS]


__all__ = ["KINDS", "MORNING_BRIEF", "PRODUCT_ANALYSIS", "Kind", "get_kind", "kind_choices"]
