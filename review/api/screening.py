"""Screen a text: what `manage.py screen --jsonl` answers to a line, over the wire."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.problems import answers
from people.api.view import ApiView
from people.enums import Scope
from review.domain.screening.result import Severity, Verdict
from review.queries.plain_texts import read_object, screen_plain, told


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "integer"}]})
class IdField(serializers.Field):
    """What the sender calls the text: a word or a number, given back as it came."""

    def to_internal_value(self, data: Any) -> str | int:
        if isinstance(data, bool) or not isinstance(data, str | int):
            raise serializers.ValidationError(serializers.CharField.default_error_messages["invalid"])
        return data

    def to_representation(self, value: str | int) -> str | int:
        return value


class TextSerializer(serializers.Serializer):
    """What is unknown may be left out; values that are not known are told under `unknown` and left out."""

    id = IdField()
    text = serializers.CharField(trim_whitespace=False, max_length=settings.ARMOURY_API_SCREENED_CHARACTERS)
    kind = serializers.CharField(required=False, allow_blank=True, max_length=40)
    product = serializers.CharField(required=False, allow_blank=True, max_length=40)
    channel = serializers.CharField(required=False, allow_blank=True, max_length=40)
    segment = serializers.CharField(required=False, allow_blank=True, max_length=40)
    risk = serializers.CharField(required=False, allow_blank=True, max_length=40)


class FindingSerializer(serializers.Serializer):
    """A finding; `start` and `end` count characters of the text as it was sent."""

    rule = serializers.CharField()
    severity = serializers.ChoiceField(choices=[str(one) for one in Severity])
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()


class VerdictSerializer(serializers.Serializer):
    id = IdField()
    verdict = serializers.ChoiceField(choices=[str(one) for one in Verdict])
    findings = FindingSerializer(many=True)
    unknown = serializers.ListField(child=serializers.CharField())


class ScreenView(ApiView):
    scope = Scope.SCREEN

    @extend_schema(
        operation_id="screen",
        summary="What the rules in force find in a text. Nothing is kept.",
        request=TextSerializer,
        responses=answers({200: VerdictSerializer}, 413, 415, 422),
    )
    def post(self, request: Request) -> Response:
        plain, unknown = read_object(self.sent(TextSerializer))
        found = told(plain, screen_plain(plain))
        return Response({**found, "unknown": [name for name, _value in unknown]})
