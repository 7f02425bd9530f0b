"""Which signed messages are taken for genuine."""

import pytest

from people.domain.webhooks import TOLERANCE, Flaw, NotGenuine, headers, make_secret, verified

NOW = 1_772_409_600
BODY = b'{"id":"payday-00001"}'
KEY = make_secret()


def refused(sent: dict[str, str], body: bytes = BODY, seconds: int = NOW) -> Flaw:
    with pytest.raises(NotGenuine) as error:
        verified(sent, body, [KEY], seconds)
    return error.value.flaw


def signed(message: str = "payday-00001", key: str = KEY) -> dict[str, str]:
    return dict(headers(message, NOW, BODY, [key]))


@pytest.mark.parametrize("off", [-TOLERANCE, 0, TOLERANCE])
def test_what_was_signed_lately_is_genuine(off: int) -> None:
    assert verified(signed(), BODY, [make_secret(), KEY], NOW + off) == "payday-00001"


def test_one_right_signature_of_several_is_enough() -> None:
    sent = dict(headers("payday-00001", NOW, BODY, [make_secret(), KEY]))
    assert verified(sent, BODY, [KEY], NOW) == "payday-00001"


@pytest.mark.parametrize("off", [-TOLERANCE - 1, TOLERANCE + 1])
def test_what_was_signed_long_ago_or_will_be_is_not(off: int) -> None:
    assert refused(signed(), seconds=NOW + off) is Flaw.OUT_OF_TIME


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_each_header_is_needed(missing: str) -> None:
    assert refused(signed() | {missing: ""}) is Flaw.UNSIGNED


@pytest.mark.parametrize("time", ["now", "-1", "１７７２４０９６００", "9" * 400, "1e9"])
def test_a_time_that_is_no_number_of_seconds_is_none(time: str) -> None:
    assert refused(signed() | {"webhook-timestamp": time}) is Flaw.UNSIGNED


def test_id_time_and_body_are_all_signed() -> None:
    assert refused(signed(), BODY + b" ") is Flaw.WRONG
    assert refused(signed() | {"webhook-id": "payday-00002"}) is Flaw.WRONG
    assert refused(signed() | {"webhook-timestamp": str(NOW + 1)}) is Flaw.WRONG


def test_another_secret_and_what_is_no_signature_are_wrong() -> None:
    assert refused(signed(key=make_secret())) is Flaw.WRONG
    assert refused(signed() | {"webhook-signature": "v1,签名 v1, x"}) is Flaw.WRONG
