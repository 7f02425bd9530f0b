"""The way back from a piece to the list that it was found in, with its filters."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from content.queries.saved_filters import known_query

KEY = "content_last_list"
ALL = "content_all:index"


class RemembersListMixin:
    """Stands before a list. Remembers in the session which list was looked at last, and what it was asked."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        seen = {"list": self.index_url_name, "query": known_query(request.META.get("QUERY_STRING", ""))}  # type: ignore[attr-defined]
        if request.session.get(KEY) != seen:
            request.session[KEY] = seen
        return answer


class BackToListMixin:
    """Stands before a view of one piece. Its breadcrumb leads to the list that was left, filters and all."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        seen = self.request.session.get(KEY, {})  # type: ignore[attr-defined]
        own_list = reverse(self.index_url_name)  # type: ignore[attr-defined]
        if seen.get("list") not in {ALL, self.index_url_name}:  # type: ignore[attr-defined]
            return items
        return [_led_back(item, seen) if item["url"] == own_list else item for item in items]


def _led_back(item: dict[str, Any], seen: dict[str, str]) -> dict[str, Any]:
    address = reverse(seen["list"])
    label = _("All pieces") if seen["list"] == ALL else item["label"]
    return {**item, "label": label, "url": f"{address}?{seen['query']}" if seen["query"] else address}
