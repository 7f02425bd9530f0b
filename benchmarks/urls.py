"""The product's addresses, and bare views behind the same middleware."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

BODY = "<!doctype html><title>bare</title><p>" + "x" * 2000


def bare(request: HttpRequest) -> HttpResponse:
    """The least that a view can do."""
    return HttpResponse(BODY)


@login_required
def bare_signed_in(request: HttpRequest) -> HttpResponse:
    """The least that a view can do for somebody who is signed in."""
    return HttpResponse(BODY)


urlpatterns = [
    path("bare/", bare),
    path("bare-signed-in/", bare_signed_in),
    path("", include("cms.urls")),
]
