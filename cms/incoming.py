"""Requests that nobody can mean are answered with words before any view works on them.

What the database cannot store (NUL, half of a surrogate pair), bytes that are no UTF-8, counts of form rows
that would keep a process busy, and bodies that were cut off. The answer is a 400 that keeps what was typed.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDictKeyError

from cms.errors import bad_request, unreadable

MOST_ROWS = 1000
"""Nobody writes more blocks or rows in one form (house rule; Django's formsets have the same limit)."""

REPLACED = "\ufffd"
"""What Django puts where the bytes of a form were no UTF-8. Saved, it would be a hole in somebody's words."""

COUNTS = re.compile(r"-(?:count|TOTAL_FORMS|INITIAL_FORMS)\Z")
NOT_MEANT = (MultiValueDictKeyError, OverflowError, DataError)
WITH_BODY = {"POST", "PUT", "PATCH"}


class IncomingMiddleware:
    """Stands last, so that the form token has been checked before anything is shown again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_storable([request.path_info, *request.COOKIES.values()]) or not _is_readable(request):
            return bad_request(request, SuspiciousOperation())
        response = self.get_response(request)
        if response.status_code == 400 and not response.streaming and not response.content:
            return bad_request(request, SuspiciousOperation())
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not _names_rows(request):
            return bad_request(request, SuspiciousOperation())
        if request.method not in WITH_BODY:
            return None
        typed = list(_pieces(request.POST))
        is_whole = not any(REPLACED in piece for piece in typed)
        if not (is_whole and _is_storable(typed) and _is_countable(request.POST)):
            return unreadable(request)
        if any(REPLACED in piece for piece in _pieces(request.POST)):
            return unreadable(request)
        if request.content_type == "application/json" and not _is_storable_json(request.body):
            return unreadable(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A field that every form of ours sends was missing, or a number larger than a database keeps."""
        return unreadable(request) if isinstance(exception, NOT_MEANT) else None


def _names_rows(request: HttpRequest) -> bool:
    """Say whether a chooser is asked for rows by their keys, wherever it is asked for some."""
    match = request.resolver_match
    if match is None or match.url_name != "chosen_multiple":
        return True
    return all(key.isascii() and key.isdigit() for key in request.GET.getlist("id"))


def _is_readable(request: HttpRequest) -> bool:
    """Say whether the query is UTF-8 and holds nothing that cannot be stored."""
    try:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", "")).decode()
    except UnicodeDecodeError:
        return False
    return _is_storable([query])


def _pieces(fields: QueryDict) -> Iterator[str]:
    for name, values in fields.lists():
        yield name
        yield from (str(value) for value in values)


def _is_storable(texts: Iterable[str]) -> bool:
    """Say whether a database can keep each text; a text that is JSON, also what it means."""
    for text in texts:
        if "\0" in text or not _is_unicode(text):
            return False
        if text[:1] in {"{", "["} and not _is_storable_json(text.encode()):
            return False
    return True


def _is_storable_json(body: bytes) -> bool:
    """What is no JSON is left to the view: here only what JSON could smuggle in is looked for."""
    try:
        meant = json.dumps(json.loads(body), ensure_ascii=False)
    except RecursionError:
        return False
    except ValueError:
        return True
    return _is_unicode(meant) and "\\u0000" not in meant.replace("\\\\", "")


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_countable(fields: QueryDict) -> bool:
    """Say whether every count of rows is a number of rows that a person could have written."""
    return all(
        value.isascii() and value.isdigit() and len(value) <= 4 and int(value) <= MOST_ROWS
        for name, values in fields.lists()
        if COUNTS.search(name)
        for value in map(str, values)
    )
