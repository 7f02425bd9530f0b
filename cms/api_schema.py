"""The API's own description, as OpenAPI."""

from typing import Any

from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.view import ApiView


@extend_schema(exclude=True)
class SchemaView(ApiView):
    """For any token: which addresses there are, what they take and what they answer."""

    renderer_classes = [OpenApiJsonRenderer]

    def get(self, request: Request) -> Response:
        return Response(described())


class ApiGenerator(SchemaGenerator):
    """Describes the API and nothing else that speaks REST here; the deployment check draws it too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        patterns = [path("api/v1/", include("cms.api_urls"))]
        super().__init__(*args, **{**kwargs, "patterns": patterns})  # type: ignore[no-untyped-call]


def described() -> Any:
    """Return the schema of every view of the API."""
    return ApiGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
