"""From what a view raises to problem details."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions, serializers

from core.actions import Conflict, Refused
from core.problems import CONTENT_TYPE, problem


class Unsuitable(exceptions.APIException):
    """A 409 with words and a code of its own."""

    status_code = 409

    def __init__(self, words: str, code: str) -> None:
        super().__init__(words, code)
        self.problem_code = code


class Unsigned(exceptions.APIException):
    """A 403: the token is good, and the request is not signed as it must be."""

    status_code = 403


class WrongHeader(exceptions.APIException):
    """A 422 about a header of the request."""

    status_code = 422

    def __init__(self, header: str, words: str) -> None:
        super().__init__(words)
        self.header = header


def in_words(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Return the answer to `error`; None for what nobody foresaw, which becomes a 500."""
    if isinstance(error, Refused):
        return problem(403, error.words)
    if isinstance(error, Conflict):
        return problem(409, error.words)
    if isinstance(error, Http404 | exceptions.NotFound):
        return problem(404)
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        return problem(403)
    if isinstance(error, exceptions.ValidationError):
        where = "pointer" if context["request"].method == "POST" else "parameter"
        return problem(422, errors=list(_errors(error.detail, where)))
    if isinstance(error, Unsigned):
        return problem(403, str(error.detail), code="signature")
    if isinstance(error, WrongHeader):
        return problem(422, errors=[{"header": error.header, "detail": str(error.detail)}])
    if isinstance(error, Unsuitable):
        return problem(409, str(error.detail), code=error.problem_code)
    return _of_framework(error) if isinstance(error, exceptions.APIException) else None


def _of_framework(error: exceptions.APIException) -> HttpResponse:
    answer = problem(error.status_code)
    if isinstance(error, exceptions.Throttled) and error.wait:
        answer["Retry-After"] = str(int(error.wait) + 1)
    if header := getattr(error, "auth_header", None):
        answer["WWW-Authenticate"] = header
    return answer


def _errors(detail: Any, where: str, path: str = "") -> Iterator[dict[str, str]]:
    """Yield each error with its place: a JSON pointer into the body, or the name of a parameter."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            step = path if name == "non_field_errors" else f"{path}/{name}"
            yield from _errors(inner, where, step)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            is_text = isinstance(inner, str)
            yield from _errors(inner, where, path if is_text else f"{path}/{number}")
    else:
        place = f"#{path}" if where == "pointer" else path.split("/")[1] if path else ""
        yield {where: place, "detail": str(detail)}


class ErrorSerializer(serializers.Serializer):
    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)
    header = serializers.CharField(required=False)
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """RFC 9457. `type` is stable; the words follow Accept-Language."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = ErrorSerializer(many=True, required=False)


def answers(success: Mapping[int, Any], *problems: int) -> dict[Any, Any]:
    """Return what the schema says of a view's answers: its successes, and the problems besides the usual."""
    usual = (400, 401, 403, 429)
    return {
        **success,
        **{(status, CONTENT_TYPE): ProblemSerializer for status in sorted({*usual, *problems})},
    }
