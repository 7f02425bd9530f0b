"""What of people can never be changed or deleted."""

from core.immutability import register, register_rising

register("people.ApiClient", ["public_id", "name", "branch", "added_by", "added_at"])
register(
    "people.ApiToken",
    ["client", "prefix", "secret_sha256", "scopes", "expires_at", "issued_by", "issued_at"],
)
register_rising("people.ApiToken", "revoked_at")
register("people.Webhook", ["public_id", "client", "address", "events", "added_by", "added_at"])
register_rising("people.Webhook", "removed_at")
register("people.StandIn")
