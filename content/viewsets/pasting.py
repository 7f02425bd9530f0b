"""Cleaning of what an editor pastes: the form's script asks here before it puts the text in."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.viewsets.base import ViewSet

from content.domain.pasting import clean_html, clean_text
from content.forms.import_words import words_of_removed
from content.viewsets.editors_only import EditorsOnlyMixin


class CleanView(EditorsOnlyMixin, View):
    """A POST of `html` or `text` is answered with `kept`, and with `note`, which says what was removed.

    Keeps nothing. 400 for neither of the two, and for more than anybody reads.
    """

    def post(self, request: HttpRequest) -> JsonResponse:
        try:
            pasted = (
                clean_html(request.POST["html"])
                if "html" in request.POST
                else clean_text(request.POST["text"])
            )
        except (KeyError, ValueError):
            return JsonResponse({}, status=400)
        what = words_of_removed(pasted.removed)
        note = _("Taken out of what was pasted: %(what)s.") % {"what": what} if what else ""
        return JsonResponse({"kept": pasted.kept, "note": note})


class PastingViewSet(ViewSet):
    name = "pasting"
    url_prefix = "pasting"

    def get_urlpatterns(self) -> list[Any]:
        return [path("clean/", CleanView.as_view(), name="clean")]
