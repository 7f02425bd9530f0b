"""Editions as other systems read them: codes, hashes and approved words, no labels."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from content.enums import Channel, ProductType, Risk, Segment
from content.kinds import KINDS
from distribution.queries.readings import Reading
from review.models import Edition

KIND_CODES = [kind.code for kind in KINDS]


class SummarySerializer(serializers.Serializer[Reading]):
    """An edition in a list. What it says in full is at its own address."""

    id = serializers.UUIDField(source="public_id")
    edition_sha256 = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    risk = serializers.ChoiceField(choices=Risk.values, allow_null=True)
    valid_until = serializers.DateTimeField()
    channels = serializers.ListField(child=serializers.ChoiceField(choices=Channel.values))
    segments = serializers.ListField(child=serializers.ChoiceField(choices=Segment.values))
    excerpt = serializers.CharField()


class ProofSerializer(serializers.Serializer[Edition]):
    """The exact texts that were approved. The SHA-256 of their UTF-8 bytes are the two hashes beside them."""

    content = serializers.SerializerMethodField()
    certificate = serializers.SerializerMethodField()

    def get_content(self, edition: Edition) -> str:
        return bytes(edition.candidate.document).decode()

    def get_certificate(self, edition: Edition) -> str:
        return bytes(edition.certificate).decode()


class EditionSerializer(serializers.Serializer[Edition]):
    """An edition in force, with what proves it."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    branch = serializers.CharField(source="branch.code")
    product_type = serializers.ChoiceField(choices=ProductType.values, allow_blank=True)
    risk = serializers.ChoiceField(choices=Risk.values, allow_blank=True)
    valid_from = serializers.DateTimeField()
    valid_until = serializers.DateTimeField()
    issued_at = serializers.DateTimeField()
    content_sha256 = serializers.CharField()
    edition_sha256 = serializers.CharField()
    content = serializers.SerializerMethodField()
    proof = ProofSerializer(source="*")

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_content(self, edition: Edition) -> dict[str, object]:
        return edition.content
