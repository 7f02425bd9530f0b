"""The justifications that an editor's form carries: one hidden field, a JSON object by field name."""

import json
from typing import Final

from review.forms.submission import MOST_CHARACTERS, PREFIX

FIELD: Final = "justifications"
MOST: Final = 300
_LONGEST_NAME: Final = 200


def read_justifications(posted: str) -> dict[str, str]:
    """Return what `posted` says, by the name of the field on the submission page; what no page of ours sends
    is left out.
    """
    try:
        told = json.loads(posted)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    fitting = {
        name: words[:MOST_CHARACTERS]
        for name, words in told.items()
        if isinstance(words, str) and name.startswith(f"{PREFIX}-") and len(name) <= _LONGEST_NAME
    }
    return dict(list(fitting.items())[:MOST])
