"""What of content can never be changed or deleted."""

from content.enums import ComponentState
from core.immutability import register, register_ends

register("content.Fact")
register("content.FactBatch")
register("content.Masking")
register("content.KeptBlob")
register(
    "content.Story",
    [
        "public_id",
        "component",
        "branch",
        "manager",
        "consent_number",
        "given_on",
        "holds_until",
        "channels",
        "consent_words",
        "taken_at",
    ],
)
register_ends("content.Component", "state", {ComponentState.CLOSED: ()})
register("content.PartnerReceipt")
register("content.Tag", ["code"])
register("content.WeeklyColumn", ["code"])
