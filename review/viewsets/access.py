"""What every page of the desk shares: who may open it, and words instead of bare errors."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core import clock
from core.actions import Conflict, Refused
from core.breadcrumbs import HOME
from people.enums import OVERSEEING


class DeskView(View):
    """A page for those who oversee. `at` is the moment of the request.

    Refused becomes a 403 page with its words, Conflict a 409 page. For somebody from whom the object is
    hidden (`hidden`), a refusal looks as if there were no such object; the attempt is on record all the
    same.
    """

    roles = OVERSEEING
    at: datetime
    hidden = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = clock.now()
        try:
            if request.method in {"GET", "HEAD"} and not request.user.roles & self.roles:
                raise PermissionDenied
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            if self.hidden:
                raise Http404 from refusal
            return render(request, "review/refused.html", {"words": refusal.words}, status=403)
        except Conflict as conflict:
            return self.conflict(conflict)

    def conflict(self, conflict: Conflict) -> HttpResponse:
        """Answer a conflict. Pages with something to show again override this."""
        return render(self.request, "review/conflict.html", {"words": conflict.words}, status=409)


class DeskPage(DeskView, WagtailAdminTemplateMixin):
    """A page with Wagtail's header and breadcrumbs; `crumbs` are the pages above it."""

    crumbs: tuple[dict[str, Any], ...] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            *self.crumbs,
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Return the page with `context`."""
        return self.render_to_response(self.get_context_data(**context), status=status)
