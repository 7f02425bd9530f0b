"""Signing as the specification has it."""

import base64

from people.domain.webhooks import headers, make_secret, message_id


def test_a_published_example_of_the_specification() -> None:
    """From the documentation of the specification's first implementation."""
    signed = headers(
        "msg_loFOjxBNrRLzqYUf",
        1731705121,
        b'{"event_type":"ping","data":{"success":true}}',
        ["whsec_plJ3nmyCDGBKInavdOK15jsl"],
    )
    assert signed == {
        "webhook-id": "msg_loFOjxBNrRLzqYUf",
        "webhook-timestamp": "1731705121",
        "webhook-signature": "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    }


def test_each_secret_signs() -> None:
    one, two = make_secret(), make_secret()
    together = headers("msg_1", 1, b"{}", [one, two])["webhook-signature"]
    apart = [headers("msg_1", 1, b"{}", [key])["webhook-signature"] for key in (one, two)]
    assert together.split() == apart
    assert apart[0] != apart[1]


def test_secrets_are_256_bits_as_libraries_take_them() -> None:
    secret = make_secret()
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32
    assert secret != make_secret()


def test_ids_follow_from_what_is_told() -> None:
    assert message_id("a", "b") == message_id("a", "b")
    assert len({message_id("a", "b"), message_id("ab"), message_id("b", "a")}) == 3
    assert len(message_id("a")) == len("msg_") + 32
