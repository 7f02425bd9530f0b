"""The product's addresses, bare views behind the same middleware, and Wagtail's stock listing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.functional import cached_property
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import IndexView

from content.models import Component

BODY = "<!doctype html><title>bare</title><p>" + "x" * 2000


def bare(request: HttpRequest) -> HttpResponse:
    """The least that a view can do."""
    return HttpResponse(BODY)


@login_required
def bare_signed_in(request: HttpRequest) -> HttpResponse:
    """The least that a view can do for somebody who is signed in."""
    return HttpResponse(BODY)


class StockListing(IndexView):
    """Wagtail's own listing of a snippet with drafts, on the table of all pieces."""

    model = Component
    template_name = "wagtailsnippets/snippets/index.html"
    index_url_name = index_results_url_name = "stock"
    search_fields = ["title"]
    search_backend_name = None
    paginate_by = 20

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Component)


urlpatterns = [
    path("admin/stock/", StockListing.as_view(), name="stock"),
    path("bare/", bare),
    path("bare-signed-in/", bare_signed_in),
    path("", include("cms.urls")),
]
