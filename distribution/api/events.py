"""What happened to a customer, from another system: it becomes a proposal on the manager's Today."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from content.enums import CustomerEvent, Segment
from content.models import Tag
from core.domain.canonical import sha256
from distribution.actions.take_event import NotTaken, Report, take_event
from distribution.domain.events import WrongTime
from distribution.models import ReceivedEvent
from distribution.queries.event_matches import Happening
from people.api.problems import answers
from people.api.signed import SIGNATURE, SignedView
from people.enums import Scope
from people.models import User

MOST_TAGS = 20


class EventSerializer(serializers.Serializer):
    """Nothing else is taken: a field that is not named here is refused, so no name of a customer comes in."""

    id = serializers.RegexField(
        r"^[A-Za-z0-9_.-]{8,64}$", help_text="Your own id of it, also the webhook-id."
    )
    type = serializers.ChoiceField(choices=CustomerEvent.values)
    when = serializers.DateTimeField()
    manager = serializers.CharField(max_length=20, help_text="The manager's staff number.")
    customer = serializers.RegexField(
        r"^[0-9a-f]{32}$",
        help_text="HMAC-SHA256 of the customer's number with the bank's key, 32 hex digits.",
    )
    segment = serializers.ChoiceField(choices=Segment.values)
    tags = serializers.ListField(
        child=serializers.SlugField(max_length=40), required=False, default=list, max_length=MOST_TAGS
    )

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := sorted(set(data) - set(self.fields))):
            words = _("This is not taken. Leave it out: nothing but these fields may be said of a customer.")
            raise ValidationError({str(name): [words] for name in unknown})
        return super().to_internal_value(data)

    def validate_tags(self, tags: list[str]) -> list[str]:
        known = set(Tag.objects.filter(code__in=tags).values_list("code", flat=True))
        if unknown := sorted(set(tags) - known):
            raise ValidationError(_("There is no tag with the code %(code)s.") % {"code": unknown[0]})
        return tags


class TakenSerializer(serializers.Serializer):
    """`suggestions`: so many pieces were found. Without any, nothing is shown to the manager."""

    id = serializers.CharField(source="key")
    suggestions = serializers.IntegerField()
    shown_until = serializers.DateTimeField()


class EventsView(SignedView):
    scope = Scope.EVENTS_WRITE

    @extend_schema(
        operation_id="event",
        summary="Report what happened to a customer, by keyed hash alone. The same event twice is one.",
        parameters=SIGNATURE,
        request=EventSerializer,
        responses=answers({200: TakenSerializer}, 409, 413, 415, 422),
    )
    def post(self, request: Request) -> Response:
        sent = self.sent(EventSerializer)
        if sent["id"] != self.message:
            raise ValidationError({"id": [_("It is not the id that was signed. Send it as webhook-id too.")]})
        try:
            taken = take_event(self._report(sent), token=self.token, at=self.at)
        except User.DoesNotExist as error:
            words = _("There is no active manager with this staff number in the branches of this system.")
            raise ValidationError({"manager": [words]}) from error
        except NotTaken as refusal:
            raise ValidationError({"when": [_time_words(refusal.flaw)]}) from refusal
        return Response(TakenSerializer(_told(taken)).data)

    def _report(self, sent: dict[str, Any]) -> Report:
        happening = Happening(sent["type"], sent["customer"], sent["segment"], frozenset(sent["tags"]))
        return Report(
            sent["id"], sha256(self.request._request.body), sent["manager"], happening, sent["when"]
        )


def _told(taken: ReceivedEvent) -> dict[str, Any]:
    return {
        "key": taken.key,
        "suggestions": taken.suggestions.count(),
        "shown_until": taken.shown_until,
    }


def _time_words(flaw: WrongTime) -> str:
    if flaw is WrongTime.AHEAD:
        return _("This is still to come by the clock here. Set the clock, or send it when it has happened.")
    return _("This happened more than %(hours)d hours ago and is not taken any more.") % {
        "hours": settings.ARMOURY_EVENT_OLDEST_HOURS
    }
