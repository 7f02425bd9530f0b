"""Wordings of a channel: stored as before or with marks, and what the form sends."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from content.blocks.channels import ChannelsBlock, WordingBlock
from content.enums import PersonaType

BLOCK = WordingBlock("moments", label="Wording")


@pytest.mark.parametrize(
    "read", [BLOCK.to_python, BLOCK.normalize, lambda value: BLOCK.bulk_to_python([value])[0]]
)
def test_a_plain_text_of_before_is_a_wording_for_everybody(read) -> None:  # type: ignore[no-untyped-def]
    wording = read("早安。")
    assert BLOCK.get_prep_value(wording) == {"text": "早安。", "for_personas": []}


def test_the_form_sends_the_ticked_ones() -> None:
    sent = QueryDict(mutable=True)
    sent["one-text"] = "早安。"
    sent.setlist("one-for_personas", ["hard_data", "city_explorer"])
    wording = BLOCK.clean(BLOCK.value_from_datadict(sent, {}, "one"))
    assert BLOCK.get_prep_value(wording) == {"text": "早安。", "for_personas": ["hard_data", "city_explorer"]}


def test_a_mark_is_no_duty_and_a_code_that_is_none_is_refused() -> None:
    field = BLOCK.child_blocks["for_personas"]
    assert [code for code, _label in field.field.choices] == PersonaType.values
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["nobody"])


def test_the_choice_lies_behind_the_settings_so_that_the_form_stays_calm() -> None:
    for block in (BLOCK, *ChannelsBlock().child_blocks.values()):
        assert block.meta.form_layout.settings == ["for_personas"]
        assert "for_personas" not in block.meta.form_layout.children
