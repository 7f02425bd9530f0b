"""The packages of a day, by slot."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from content.enums import Slot
from core.clock import business_day
from distribution.api.serializers import SummarySerializer
from distribution.queries.readings import readings_of
from distribution.queries.today import laid_out
from people.api.problems import answers
from people.api.view import ApiView
from people.enums import Scope


class DaySerializer(serializers.Serializer):
    day = serializers.DateField(required=False, help_text="Today in business time, if left out.")


class ShelfSerializer(serializers.Serializer):
    slot = serializers.ChoiceField(choices=Slot.values)
    editions = SummarySerializer(many=True)


class PackagesSerializer(serializers.Serializer):
    day = serializers.DateField()
    slots = ShelfSerializer(many=True)


class PackagesView(ApiView):
    scope = Scope.PACKAGES_READ

    @extend_schema(
        operation_id="packages",
        summary="What is laid out for a day, each edition checked again now.",
        parameters=[DaySerializer],
        responses=answers({200: PackagesSerializer}, 422),
    )
    def get(self, request: Request) -> Response:
        day = self.asked(DaySerializer).get("day") or business_day(self.at)
        items = laid_out(self.client, day, self.at)
        readings = readings_of({item.edition_id: item.edition_sha256 for item in items})
        slots = [
            {
                "slot": slot,
                "editions": [
                    readings[key]
                    for key in dict.fromkeys(item.edition_id for item in items if item.slot == slot)
                    if key in readings
                ],
            }
            for slot in Slot.values
        ]
        return Response(PackagesSerializer({"day": day, "slots": slots}).data)
