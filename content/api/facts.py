"""Facts in: another system enters figures by the batch."""

import re

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request as Asked
from rest_framework.response import Response

from content.actions.take_fact_batch import Request, Row, take_fact_batch
from content.domain.fact_rows import Column, read_rows
from content.domain.fact_tables import MOST_LINES, Line
from content.forms.facts import previewed
from core.clock import business_day
from core.domain.canonical import sha256
from people.api.problems import WrongHeader, answers
from people.api.view import ApiView
from people.enums import Scope

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
HEADER = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": f"^{KEY.pattern}$"},
    OpenApiParameter.HEADER,
    required=True,
    description="The same key with the same body is taken once.",
)


class FactSerializer(serializers.Serializer):
    """One figure, as in a row of the table on the facts' page. Days are written 2026-03-02."""

    product = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    subject = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    label = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    value = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    unit = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    as_of = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    source = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    expires_on = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    source_url = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)


class FactsSerializer(serializers.Serializer):
    facts = FactSerializer(many=True, min_length=1, max_length=MOST_LINES)


class OutcomeSerializer(serializers.Serializer):
    """What became of one row, in the order sent. `known`: it says nothing new."""

    outcome = serializers.ChoiceField(choices=["added", "known", "refused"])
    fact = serializers.IntegerField(allow_null=True)
    problems = serializers.ListField(child=serializers.CharField())


class OutcomesSerializer(serializers.Serializer):
    results = OutcomeSerializer(many=True)


class FactsView(ApiView):
    scope = Scope.FACTS_WRITE

    @extend_schema(
        operation_id="facts",
        summary="Enter facts. Sound rows are taken, the others are told why not.",
        parameters=[HEADER],
        request=FactsSerializer,
        responses=answers({200: OutcomesSerializer}, 409, 413, 415, 422),
    )
    def post(self, request: Asked) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not KEY.fullmatch(key):
            raise WrongHeader("Idempotency-Key", _("Send a key of 8 to 64 letters and digits."))
        sent = Request(key, sha256(request._request.body), self._rows(self.sent(FactsSerializer)["facts"]))
        batch = take_fact_batch(sent, token=self.token, at=self.at)
        return Response(OutcomesSerializer({"results": batch.answer}).data)

    def _rows(self, facts: list[dict[str, str]]) -> list[Row]:
        columns = [column for column in Column if column is not Column.ABOUT]
        heading = Line(0, tuple(column.value for column in columns))
        cells = [Line(n, tuple(row[column.value] for column in columns)) for n, row in enumerate(facts, 1)]
        read = read_rows([heading, *cells], {}, business_day(self.at))
        return [Row(row.fact, row.problems) for row in previewed(read)]
