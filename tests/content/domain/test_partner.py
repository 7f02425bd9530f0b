"""What is locked of partner material, and what keeps it from review."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from content.domain.partner import (
    Fault,
    Flaw,
    approved_until,
    cited_pictures,
    cited_products,
    flaws,
    received,
)

DAY = date(2026, 3, 2)
TEXT = "示范成长混合，风险等级R3。\n基金有风险，投资须谨慎。"
PICTURE, OURS = "a" * 64, "b" * 64


def document(**changes: Any) -> dict[str, Any]:
    """Return a document of partner material that was noted as it is."""
    made: dict[str, Any] = {
        "product": {"code": "F1"},
        "body": [
            {"id": "1", "type": "thesis", "value": {"html": "<p>正文</p>"}},
            {"id": "2", "type": "figures", "value": [{"id": "3", "value": {"fact": fact("F1")}}]},
        ],
        "channels": [
            {
                "id": "4",
                "type": "moments",
                "value": {
                    "text": TEXT,
                    "variants": [{"id": "5", "value": "另一种说法。"}],
                    "pictures": [{"id": "6", "value": {"picture": PICTURE}}],
                    "action": [{"id": "7", "type": "group_code", "value": {"picture": {"picture": OURS}}}],
                },
            }
        ],
        "media": [
            {"sha256": PICTURE, "title": "海报", "partner_original": True},
            {"sha256": OURS, "title": "群二维码", "partner_original": False},
        ],
        "partner": {
            "code": "fund-house",
            "issuer": "示范基金",
            "approval_number": "2026-001",
            "approved_until": "2026-03-02",
            "listed_products": ["F1"],
        },
    }
    made["partner"]["received"] = received(made)
    return made | changes


def fact(product: str | None) -> dict[str, Any]:
    return {"id": 1, "product": product, "expires_on": "2026-12-31"}


def sent(text: str) -> dict[str, Any]:
    made = document()
    made["channels"][0]["value"]["text"] = text
    return made


def test_what_is_as_received_has_no_flaw() -> None:
    assert list(flaws(document(), DAY)) == []


def test_a_piece_of_the_banks_own_is_none_of_this() -> None:
    own = document()
    del own["partner"]
    own["media"][0]["partner_original"] = False
    assert list(flaws(own, DAY)) == []
    assert approved_until(own) is None


def test_the_approval_holds_on_its_last_day_and_not_after() -> None:
    assert approved_until(document()) == DAY
    assert list(flaws(document(), date(2026, 3, 3))) == [Flaw(Fault.EXPIRED, "2026-03-02")]


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ("code", Fault.NO_ISSUER),
        ("approval_number", Fault.NO_APPROVAL),
        ("approved_until", Fault.NO_APPROVAL),
        ("received", Fault.NOT_RECEIVED),
    ],
)
def test_what_is_missing_is_named(field: str, fault: Fault) -> None:
    made = document()
    made["partner"][field] = None
    assert list(flaws(made, DAY)) == [Flaw(fault)]


def test_a_product_off_the_list_is_named_even_if_only_a_fact_cites_it() -> None:
    made = document()
    made["body"][1]["value"][0]["value"] = {"fact": fact("W9")}
    made["partner"]["received"] = received(made)
    assert cited_products(made) == ("F1", "W9")
    assert list(flaws(made, DAY)) == [Flaw(Fault.NOT_ON_LIST, "W9")]


def test_a_fact_of_no_product_is_no_product() -> None:
    made = document(product=None)
    made["body"][1]["value"][0]["value"] = {"fact": fact(None)}
    assert cited_products(made) == ()


@pytest.mark.parametrize("opening", ["早安，分享一篇示范基金的文章：", "字" * 80])
def test_an_opening_line_may_stand_above(opening: str) -> None:
    assert list(flaws(sent(f"{opening}\n{TEXT}"), DAY)) == []
    assert list(flaws(sent(f"{opening}\n\n{TEXT}"), DAY)) == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("R3", "R2"),
        TEXT.partition("\n")[2],
        TEXT.partition("\n")[0],
        f"一行\n两行\n{TEXT}",
        f"{TEXT}\n好产品！",
        "字" * 81 + "\n" + TEXT,
        f"好产品，{TEXT}",
        "",
    ],
)
def test_any_other_change_of_a_text_is_named(text: str) -> None:
    assert list(flaws(sent(text), DAY)) == [Flaw(Fault.TEXT_CHANGED, "moments")]


def test_wordings_the_body_and_new_channels_are_locked_too() -> None:
    worded, bodied, channelled = document(), document(), document()
    worded["channels"][0]["value"]["variants"][0]["value"] = "改了的说法。"
    bodied["body"][0]["value"] = {"html": "<p>正文改了</p>"}
    channelled["channels"].append({**deepcopy(channelled["channels"][0]), "type": "group"})
    assert list(flaws(worded, DAY)) == [Flaw(Fault.TEXT_CHANGED, "moments")]
    assert list(flaws(bodied, DAY)) == [Flaw(Fault.TEXT_CHANGED, "body")]
    assert list(flaws(channelled, DAY)) == [Flaw(Fault.TEXT_CHANGED, "group")]


def test_new_block_ids_change_nothing() -> None:
    made = document()
    made["body"][0]["id"] = made["channels"][0]["id"] = "anew"
    made["channels"][0]["value"]["variants"][0]["id"] = "anew"
    assert list(flaws(made, DAY)) == []


def test_a_picture_must_be_an_original_and_one_of_those_received() -> None:
    unmarked, altered = document(), document()
    unmarked["media"][0]["partner_original"] = False
    altered["channels"][0]["value"]["pictures"][0]["value"]["picture"] = "c" * 64
    altered["media"][0] = {"sha256": "c" * 64, "title": "海报", "partner_original": True}
    assert list(flaws(unmarked, DAY)) == [Flaw(Fault.PICTURE_NO_ORIGINAL, "海报")]
    assert list(flaws(altered, DAY)) == [Flaw(Fault.PICTURE_CHANGED, "海报")]


def test_the_code_of_the_banks_own_group_is_not_the_partners() -> None:
    assert cited_pictures(document()) == (PICTURE,)
