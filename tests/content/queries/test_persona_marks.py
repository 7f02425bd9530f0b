"""For whom a wording is: in the document only where it is marked, and back again."""

from typing import Any

import pytest
from django.utils.translation import gettext as _

from content.domain.three_way import differences, places
from content.enums import PersonaType
from content.models import Component, MorningBrief
from content.queries.branch_copies import draft_from
from content.queries.difference_lines import lines_of
from content.queries.freezing import document_of
from content.templatetags.content_document import render_component
from core import clock
from core.domain import canonical
from people.models import User
from tests.factories.content import MorningBriefFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

MAIN, WARM, DRY = "早安，今日要点。", "早上好呀，要点给您备好了。", "三个数字，看懂今天。"
BEFORE: list[dict[str, Any]] = [
    {
        "type": "moments",
        "id": "c1",
        "value": {
            "text": MAIN,
            "variants": [
                {"type": "item", "value": WARM, "id": "w1"},
                {"type": "item", "value": DRY, "id": "w2"},
            ],
            "pictures": [],
            "action": [],
        },
    }
]
"""A channel as it was stored before wordings could be marked."""
PLACE = "channels/moments"
FROZEN_BEFORE = (
    '[{"id":"c1","type":"moments","value":{"action":[],"pictures":[],"text":"早安，今日要点。",'
    '"variants":[{"id":"w1","value":"早上好呀，要点给您备好了。"},{"id":"w2","value":"三个数字，看懂今天。"}]}}]'
)
"""What was frozen of it then, byte for byte."""


def frozen(channels: list[dict[str, Any]]) -> Any:
    return written(stored(channels))["channels"]


def written(component: Component) -> dict[str, Any]:
    document: dict[str, Any] = document_of(component)
    return document


def stored(channels: list[dict[str, Any]]) -> Component:
    made = MorningBriefFactory(channels=channels)
    return MorningBrief.objects.get(pk=made.pk)


def test_an_unmarked_channel_of_before_is_frozen_to_the_same_bytes() -> None:
    assert canonical.encode({"channels": frozen(BEFORE)}) == f'{{"channels":{FROZEN_BEFORE}}}'.encode()


def marked(**for_whom: list[str]) -> list[dict[str, Any]]:
    """Return the channel with marks: `main`, `w1` and `w2` by their ids."""
    (before,) = BEFORE
    variants = [
        {**item, "value": {"text": item["value"], "for_personas": for_whom.get(item["id"], [])}}
        for item in before["value"]["variants"]
    ]
    value = {**before["value"], "variants": variants, "for_personas": for_whom.get("main", [])}
    return [{**before, "value": value}]


def entry(key: str, *codes: str) -> dict[str, Any]:
    return {"id": key, "value": {"codes": " ".join(codes)}}


def test_one_that_was_saved_again_without_a_mark_is_frozen_to_the_same_bytes() -> None:
    assert canonical.encode({"channels": frozen(marked())}) == f'{{"channels":{FROZEN_BEFORE}}}'.encode()


def test_marks_stand_beside_the_wordings_which_stay_the_same_texts() -> None:
    (plain,), (sent,) = (
        frozen(BEFORE),
        frozen(marked(w1=["warm_volunteer", "caring_steward"], main=["hard_data"])),
    )
    marks = sent["value"].pop("for_personas")
    assert marks == [entry("main", "hard_data"), entry("w1", "caring_steward", "warm_volunteer")]
    assert sent == plain


def test_they_come_back_from_the_document(editor: User) -> None:
    document = written(stored(marked(w2=["hard_data"], main=["city_explorer"])))
    draft = draft_from(MorningBrief.declared, document, editor, clock.now())
    draft.save()
    again = written(MorningBrief.objects.get(pk=draft.pk))
    assert again["channels"] == document["channels"]
    assert again["channels"][0]["value"]["for_personas"] == [
        entry("main", "city_explorer"),
        entry("w2", "hard_data"),
    ]


def test_a_mark_goes_with_its_wording(editor: User) -> None:
    document = written(stored(marked(w1=["hard_data"], w2=["hard_data"])))
    del document["channels"][0]["value"]["variants"][0]
    draft = draft_from(MorningBrief.declared, document, editor, clock.now())
    (sent,) = written(draft)["channels"]
    assert sent["value"]["for_personas"] == [entry("w2", "hard_data")]


def test_the_whole_piece_says_for_whom_each_is() -> None:
    page = render_component(stored(marked(w1=["warm_volunteer"])), "whole")
    words = _("For personas: %(personas)s") % {"personas": PersonaType.WARM_VOLUNTEER.label}
    assert page.count(words) == 1
    assert page.index(WARM) < page.index(words) < page.index(DRY)


def test_a_comparison_tells_marks_in_words() -> None:
    before, after = (written(stored(one)) for one in (BEFORE, marked(w1=["hard_data", "city_explorer"])))
    plain, told = ({PLACE: places(one)[PLACE]} for one in (before, after))
    (found,) = differences(plain, told, plain)
    lines = [(one.label, one.before, one.theirs) for one in lines_of(MorningBrief.declared, found)]
    assert lines == [
        (f"{_('For personas')} · 1", "", f"{PersonaType.HARD_DATA.label} · {PersonaType.CITY_EXPLORER.label}")
    ]
