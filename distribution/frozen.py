"""What of distribution can never be changed or deleted."""

from core.immutability import register

register(
    "distribution.Pull",
    [
        "public_id",
        "manager",
        "branch",
        "edition",
        "channel",
        "segment",
        "wording",
        "opening_edition",
        "day",
        "reached",
        "produced_sha256",
        "request_key",
        "pulled_at",
    ],
)
