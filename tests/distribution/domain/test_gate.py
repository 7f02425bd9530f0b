from datetime import datetime

import pytest

from distribution.domain.gate import Lock, Offer, Reason, channel_reason, needed, segment_reason
from distribution.domain.windows import read_windows
from tests.conftest import SHANGHAI

EVERYWHERE = frozenset({"moments", "group", "one_to_one"})
ALL = frozenset({"fund", "wealth", "insurance", "livestream"})
ELDERLY = read_windows("9:00-11:00, 14:00-17:00, 20:00-22:00")
EARLY = datetime(2026, 3, 2, 8, 20, tzinfo=SHANGHAI)


@pytest.mark.parametrize("risk", [None, "R1", "R2", "R3"])
@pytest.mark.parametrize("channel", sorted(EVERYWHERE))
def test_up_to_r3_every_written_channel_is_open(risk: str | None, channel: str) -> None:
    assert channel_reason(Offer(EVERYWHERE, frozenset({"payroll"}), risk), channel, ALL) is None


@pytest.mark.parametrize("risk", ["R4", "R5"])
@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ("moments", Reason(Lock.HIGH_RISK_IN_PUBLIC)),
        ("group", Reason(Lock.HIGH_RISK_IN_PUBLIC)),
        ("one_to_one", None),
    ],
)
def test_r4_and_r5_go_one_to_one_only(risk: str, channel: str, reason: Reason | None) -> None:
    assert channel_reason(Offer(EVERYWHERE, frozenset({"payroll"}), risk), channel, ALL) == reason


@pytest.mark.parametrize(
    ("channel", "reason"),
    [
        ("moments", Reason(Lock.PRIVATE_IN_PUBLIC)),
        ("group", Reason(Lock.PRIVATE_IN_PUBLIC)),
        ("one_to_one", None),
    ],
)
def test_what_is_raised_privately_goes_one_to_one_only(channel: str, reason: Reason | None) -> None:
    offer = Offer(EVERYWHERE, frozenset({"payroll"}), "R2", is_private=True)
    assert channel_reason(offer, channel, ALL) == reason


def test_high_risk_is_said_even_where_nothing_was_written() -> None:
    offer = Offer(frozenset({"one_to_one"}), frozenset({"payroll"}), "R4")
    assert channel_reason(offer, "moments", ALL) == Reason(Lock.HIGH_RISK_IN_PUBLIC)


def test_a_channel_without_text_is_locked() -> None:
    offer = Offer(frozenset({"moments"}), frozenset(), "R1")
    assert channel_reason(offer, "group", ALL) == Reason(Lock.NOTHING_WRITTEN)


@pytest.mark.parametrize(
    ("product_type", "missing"),
    [("fund", "fund"), ("wmp", "wealth"), ("sdeposit", "wealth"), ("insurance", "insurance")],
)
def test_each_product_asks_for_its_qualification(product_type: str, missing: str) -> None:
    offer = Offer(EVERYWHERE, frozenset({"payroll"}), "R2", product_type)
    for channel in EVERYWHERE:
        assert channel_reason(offer, channel, ALL - {missing}) == Reason(
            Lock.UNQUALIFIED, qualification=missing
        )
        assert channel_reason(offer, channel, frozenset({missing})) is None


@pytest.mark.parametrize("product_type", [None, "deposit", "loan", "card", "gold"])
def test_other_products_ask_for_none(product_type: str | None) -> None:
    assert needed(Offer(EVERYWHERE, frozenset(), None, product_type)) == ()


def test_a_livestream_asks_for_an_authorised_host_beside_the_products() -> None:
    offer = Offer(EVERYWHERE, frozenset(), "R2", "fund", is_livestream=True)
    assert needed(offer) == ("fund", "livestream")
    assert channel_reason(offer, "group", frozenset({"fund"})) == Reason(
        Lock.UNQUALIFIED, qualification="livestream"
    )


def test_a_piece_goes_to_the_segments_it_was_approved_for() -> None:
    offer = Offer(EVERYWHERE, frozenset({"payroll"}), None)
    assert segment_reason(offer, "moments", "payroll", (), EARLY) is None
    assert segment_reason(offer, "moments", "elderly", ELDERLY, EARLY) == Reason(Lock.OTHER_SEGMENT)


@pytest.mark.parametrize("channel", ["group", "one_to_one"])
def test_windows_hold_for_messages(channel: str) -> None:
    offer = Offer(EVERYWHERE, frozenset({"elderly"}), None)
    opens = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
    assert segment_reason(offer, channel, "elderly", ELDERLY, EARLY) == Reason(
        Lock.OUTSIDE_WINDOW, opens_at=opens
    )
    assert segment_reason(offer, channel, "elderly", ELDERLY, opens) is None


def test_windows_do_not_hold_for_the_feed() -> None:
    offer = Offer(EVERYWHERE, frozenset({"elderly"}), None)
    assert segment_reason(offer, "moments", "elderly", ELDERLY, EARLY) is None
