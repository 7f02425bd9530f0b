"""The recall feed: what must not be used any more, and what to do about it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from distribution.queries.recall_feed import Notice, notices
from people.api.problems import answers
from people.api.view import ApiView
from people.enums import Scope

MOST_AT_ONCE = 100
LAST_PLACE = 2**62


class AfterSerializer(serializers.Serializer):
    after = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=LAST_PLACE, help_text="`next` of the answer before."
    )
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=MOST_AT_ONCE)


class NamedEditionSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()
    title = serializers.CharField()
    edition_sha256 = serializers.CharField()


class NoticeSerializer(serializers.Serializer):
    event = serializers.ChoiceField(choices=["recalled", "suspended", "resumed"])
    at = serializers.DateTimeField()
    edition = NamedEditionSerializer()
    reason = serializers.CharField()
    correction = serializers.CharField()
    what_to_do = serializers.SerializerMethodField()

    def get_what_to_do(self, notice: Notice) -> str:
        return _what_to_do(notice)


class NoticesSerializer(serializers.Serializer):
    """`next` goes into `after` of the next question; ask until there are no notices."""

    notices = NoticeSerializer(many=True)
    next = serializers.IntegerField()
    contact = serializers.CharField()


class RecallsView(ApiView):
    scope = Scope.RECALLS_READ

    @extend_schema(
        operation_id="recalls",
        summary="Editions recalled, suspended and resumed, oldest first, behind a place in the feed.",
        parameters=[AfterSerializer],
        responses=answers({200: NoticesSerializer}, 422),
    )
    def get(self, request: Request) -> Response:
        asked = self.asked(AfterSerializer)
        found = notices(self.client, asked["after"], asked["limit"], self.at)
        said: dict[str, Any] = {
            "notices": found,
            "next": found[-1].sequence if found else asked["after"],
            "contact": settings.ARMOURY_RECALL_CONTACT,
        }
        return Response(NoticesSerializer(said).data)


def _what_to_do(notice: Notice) -> str:
    if notice.event == "resumed":
        return _("It may be used again. Fetch it anew.")
    if notice.event == "suspended":
        return _("Do not show or send it until it is resumed.")
    if notice.correction:
        return _("Delete it wherever it was shown or sent, and send the correction.")
    return _("Delete it wherever it was shown or sent.")
