"""What every view of the API shares."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from core import clock
from people.api.authentication import HasScope, TokenAuthentication
from people.api.problems import in_words
from people.api.throttling import TokenThrottle
from people.enums import Scope
from people.models import ApiClient, ApiToken

S = TypeVar("S", bound=Serializer)


class OnlyJson(BaseContentNegotiation):
    """Whatever is accepted: there is JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return next((one for one in parsers if request.content_type.startswith(one.media_type)), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """For systems with a token that opens `scope`. `at` is the moment of the request."""

    scope: Scope | None = None
    at: datetime

    authentication_classes = [TokenAuthentication]
    permission_classes = [HasScope]
    throttle_classes = [TokenThrottle]
    parser_classes = [JSONParser]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = OnlyJson
    metadata_class = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.at = clock.now()
        super().initial(request, *args, **kwargs)

    def get_exception_handler(self) -> Callable[..., Any]:
        return in_words

    @property
    def client(self) -> ApiClient:
        return self.request.user

    @property
    def token(self) -> ApiToken:
        return self.request.auth

    def asked(self, serializer: type[S]) -> dict[str, Any]:
        """Return what the query asks for. Raises ValidationError."""
        return _checked(serializer(data=self.request.query_params))

    def sent(self, serializer: type[S]) -> dict[str, Any]:
        """Return what the body holds. Raises ValidationError."""
        return _checked(serializer(data=self.request.data))


def _checked(serializer: Serializer) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
