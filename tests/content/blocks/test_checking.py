"""A draft and a submission checked at the same moment."""

from threading import Event, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, StreamBlock

from content.blocks.checking import CheckedField, check

LONG_ENOUGH = 0.3
"""Seconds in which an unguarded check would have come to its end."""


class SlowBlock(CharBlock):
    """Is still being checked, with nothing required, until the other check is over or had time for it."""

    is_waiting, other_is_over = Event(), Event()

    def clean(self, value: Any) -> Any:
        self.is_waiting.set()
        self.other_is_over.wait(LONG_ENOUGH)
        return super().clean(value)


def test_a_submission_does_not_pass_because_a_draft_is_saved_meanwhile() -> None:
    words = CharBlock(required=True)
    draft = CheckedField(block=StreamBlock([("slow", SlowBlock()), ("words", words)]))
    draft.is_deferred_validation = True
    saved = draft.block.to_python([{"type": "slow", "value": ""}, {"type": "words", "value": ""}])
    saving = Thread(target=draft.clean, args=[saved])
    saving.start()
    assert SlowBlock.is_waiting.wait(10)
    with pytest.raises(ValidationError):
        check(words, "")
    SlowBlock.other_is_over.set()
    saving.join()
    assert words.field.required is True
