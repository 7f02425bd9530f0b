"""Pictures of an edition in force."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from core import blobs
from distribution.portal.media import picture
from distribution.queries.editions import visible_editions
from distribution.queries.media import medium_within
from people.api.problems import answers
from people.api.view import ApiView
from people.enums import Scope
from review.models import CandidateMedium


class MediaView(ApiView):
    scope = Scope.EDITIONS_READ

    @extend_schema(
        operation_id="media",
        summary="A picture of an edition in force, by the SHA-256 that the edition gives.",
        responses={(200, "image/*"): OpenApiTypes.BINARY, **answers({}, 404)},
    )
    def get(self, request: Request, public_id: UUID, sha256: str) -> HttpResponse:
        editions = visible_editions(self.client, self.at).filter(public_id=public_id)
        try:
            return picture(request._request, medium_within(editions, sha256))
        except (CandidateMedium.DoesNotExist, FileNotFoundError, blobs.BlobChanged) as error:
            raise NotFound from error
