"""Take an edition out in a manager's name."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from content.blocks.channels import MOST_VARIANTS
from content.enums import Channel, Segment
from distribution.actions.pull import LimitReached, Locked, Order
from distribution.actions.pull_for import pull_for
from distribution.enums import PullStatus
from distribution.queries.pulls import HandedOut, hand_out
from people.api.problems import Unsuitable, answers
from people.api.view import ApiView
from people.enums import Scope
from people.models import User
from review.models import Edition


class OrderSerializer(serializers.Serializer):
    """`request_key` is made by the system for each tap: the same order twice is one pull."""

    edition = serializers.UUIDField()
    manager = serializers.CharField(max_length=150, help_text="The manager's log-in name.")
    channel = serializers.ChoiceField(choices=Channel.values)
    segment = serializers.ChoiceField(choices=Segment.values)
    request_key = serializers.UUIDField()
    wording = serializers.IntegerField(required=False, default=0, min_value=0, max_value=MOST_VARIANTS)


class ActionSerializer(serializers.Serializer):
    """The call to action as it was approved; what its kind does not have is empty."""

    kind = serializers.CharField()
    words = serializers.CharField()
    address = serializers.CharField()
    app_id = serializers.CharField()
    path = serializers.CharField()
    where = serializers.CharField()
    picture = serializers.CharField(help_text="SHA-256 of a group code's picture, to be shown.")
    expires_at = serializers.DateTimeField(allow_null=True)


class PullSerializer(serializers.Serializer):
    """What was handed out, to be sent as it is. Pictures are SHA-256, each at the edition's `media/`."""

    id = serializers.UUIDField(source="pull.public_id")
    edition = serializers.UUIDField(source="pull.edition.public_id")
    manager = serializers.CharField(source="pull.manager.username")
    channel = serializers.ChoiceField(choices=Channel.values, source="pull.channel")
    segment = serializers.ChoiceField(choices=Segment.values, source="pull.segment")
    wording = serializers.IntegerField(source="pull.wording")
    status = serializers.ChoiceField(choices=PullStatus.values, source="pull.status")
    pulled_at = serializers.DateTimeField(source="pull.pulled_at")
    produced_sha256 = serializers.CharField(source="pull.produced_sha256")
    text = serializers.CharField()
    pictures = serializers.SerializerMethodField()
    action = ActionSerializer(allow_null=True)

    def get_pictures(self, handed_out: HandedOut) -> list[str]:
        return [picture.display for picture in handed_out.pictures]


class PullsView(ApiView):
    scope = Scope.PULLS_WRITE

    @extend_schema(
        operation_id="pull",
        summary="Take an edition out in a manager's name, within the manager's limits.",
        request=OrderSerializer,
        responses=answers({200: PullSerializer}, 404, 409, 413, 415, 422),
    )
    def post(self, request: Request) -> Response:
        sent = self.sent(OrderSerializer)
        try:
            handed_out = self._take(sent)
        except User.DoesNotExist as error:
            words = _("There is no active manager with this log-in in the branches of this system.")
            raise ValidationError({"manager": [words]}) from error
        except Edition.DoesNotExist as error:
            raise NotFound from error
        except LimitReached as refusal:
            raise Unsuitable(str(refusal), "limit-reached") from refusal
        except Locked as refusal:
            raise Unsuitable(str(refusal), "locked") from refusal
        return Response(PullSerializer(handed_out).data)

    def _take(self, sent: dict[str, Any]) -> HandedOut:
        order = Order(
            edition_id=sent["edition"],
            channel=Channel(sent["channel"]),
            segment=Segment(sent["segment"]),
            request_key=sent["request_key"],
            wording=sent["wording"],
        )
        made = pull_for(sent["manager"], order, token=self.token, at=self.at)
        return hand_out(made, made.manager, self.at)
