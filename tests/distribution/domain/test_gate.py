import pytest

from distribution.domain.gate import Lock, Offer, channel_lock, segment_lock

EVERYWHERE = frozenset({"moments", "group", "one_to_one"})


@pytest.mark.parametrize("risk", [None, "R1", "R2", "R3"])
@pytest.mark.parametrize("channel", sorted(EVERYWHERE))
def test_up_to_r3_every_written_channel_is_open(risk: str | None, channel: str) -> None:
    assert channel_lock(Offer(EVERYWHERE, frozenset({"payroll"}), risk), channel) is None


@pytest.mark.parametrize("risk", ["R4", "R5"])
@pytest.mark.parametrize(
    ("channel", "lock"),
    [("moments", Lock.HIGH_RISK_IN_PUBLIC), ("group", Lock.HIGH_RISK_IN_PUBLIC), ("one_to_one", None)],
)
def test_r4_and_r5_go_one_to_one_only(risk: str, channel: str, lock: Lock | None) -> None:
    assert channel_lock(Offer(EVERYWHERE, frozenset({"payroll"}), risk), channel) is lock


def test_high_risk_is_said_even_where_nothing_was_written() -> None:
    offer = Offer(frozenset({"one_to_one"}), frozenset({"payroll"}), "R4")
    assert channel_lock(offer, "moments") is Lock.HIGH_RISK_IN_PUBLIC


def test_a_channel_without_text_is_locked() -> None:
    assert channel_lock(Offer(frozenset({"moments"}), frozenset(), "R1"), "group") is Lock.NOTHING_WRITTEN


def test_a_piece_goes_to_the_segments_it_was_approved_for() -> None:
    offer = Offer(EVERYWHERE, frozenset({"payroll"}), None)
    assert segment_lock(offer, "payroll") is None
    assert segment_lock(offer, "elderly") is Lock.OTHER_SEGMENT
