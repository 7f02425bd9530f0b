"""One edition with its certificate and hashes."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from distribution.api.serializers import EditionSerializer
from distribution.queries.editions import visible_edition
from people.api.problems import answers
from people.api.view import ApiView
from people.enums import Scope
from review.models import Edition

NOT_MODIFIED = OpenApiResponse(description="It is in force, and what you hold is what it says.")


class EditionView(ApiView):
    scope = Scope.EDITIONS_READ

    @extend_schema(
        operation_id="edition",
        summary="An edition in force. Recalled, expired, foreign and unknown are all 404.",
        parameters=[OpenApiParameter("If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER)],
        responses=answers({200: EditionSerializer, 304: NOT_MODIFIED}, 404),
    )
    def get(self, request: Request, public_id: UUID) -> HttpResponse:
        """The ETag is the edition's hash: 304 says that it may still be used."""
        try:
            found = visible_edition(self.client, public_id, self.at)
        except Edition.DoesNotExist as error:
            raise NotFound from error
        etag = f'"{found.edition_sha256}"'
        unchanged = get_conditional_response(request._request, etag=etag)
        if unchanged is not None:
            return unchanged
        return Response(EditionSerializer(found).data, headers={"ETag": etag})
