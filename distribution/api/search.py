"""Search among what a system may use."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from content.enums import Segment
from distribution.api.serializers import KIND_CODES, SummarySerializer
from distribution.portal.search import LONGEST_QUERY
from distribution.queries.editions import visible_editions
from distribution.queries.readings import readings_of
from people.api.problems import answers
from people.api.view import ApiView
from people.enums import Scope
from search import index

MOST_A_PAGE = 50
LAST_PAGE = 1000


class QuerySerializer(serializers.Serializer):
    q = serializers.CharField(required=False, default="", allow_blank=True, max_length=LONGEST_QUERY)
    kind = serializers.ListField(
        child=serializers.ChoiceField(choices=KIND_CODES), required=False, default=[]
    )
    segment = serializers.ListField(
        child=serializers.ChoiceField(choices=Segment.values), required=False, default=[]
    )
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=LAST_PAGE)
    per_page = serializers.IntegerField(required=False, default=20, min_value=1, max_value=MOST_A_PAGE)


class FoundSerializer(serializers.Serializer):
    """`is_capped`: there is more than `total` says. `is_backup`: the search engine did not answer, so the
    database did. `page` is the nearest page that there is.
    """

    total = serializers.IntegerField()
    is_capped = serializers.BooleanField(source="capped")
    is_backup = serializers.BooleanField(source="is_away")
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    editions = SummarySerializer(many=True)


class SearchView(ApiView):
    scope = Scope.SEARCH_READ

    @extend_schema(
        operation_id="search",
        summary="Editions in force that have these words, the best first; without words the newest first.",
        parameters=[QuerySerializer],
        responses=answers({200: FoundSerializer}, 422),
    )
    def get(self, request: Request) -> Response:
        asked = self.asked(QuerySerializer)
        found = index.find(
            asked["q"],
            within=visible_editions(self.client, self.at),
            kinds=asked["kind"],
            segments=asked["segment"],
            at=self.at,
            page=asked["page"],
            per_page=asked["per_page"],
        )
        hashes = {edition.pk: edition.edition_sha256 for edition in found.editions}
        readings = readings_of(hashes)
        editions = [readings[key] for key in hashes if key in readings]
        return Response(
            FoundSerializer(
                {
                    "total": found.total,
                    "capped": found.capped,
                    "is_away": found.is_away,
                    "page": found.page,
                    "pages": found.pages,
                    "editions": editions,
                }
            ).data
        )
