"""From managers: what they cannot use and what they lack, to be answered by editors."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.models import proxy_for
from core import clock
from core.breadcrumbs import HOME
from distribution.actions.answer_feedback import answer_feedback
from distribution.actions.decline_request import decline_request
from distribution.actions.start_requested import start_requested, startable
from distribution.models import ContentRequest, Feedback
from distribution.queries.feedback import answers_managers, feedback_for, requests_for, waiting_for


class AnsweringMixin:
    """Stands before a view that only editors have."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not answers_managers(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class FromManagersView(AnsweringMixin, WagtailAdminTemplateMixin, TemplateView):
    """Both lists, what waits first."""

    template_name = "distribution/from_managers/index.html"
    page_title = gettext_lazy("From managers")
    header_icon = "comment"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "at": clock.now(),
            "feedback": feedback_for(user),
            "requests": requests_for(user),
            "waiting": waiting_for(user),
            "kinds": startable().values(),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": "", "label": self.page_title},
        ]


class AnswerView(AnsweringMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, feedback_id: UUID) -> HttpResponse:
        if not Feedback.objects.overseen_by(request.user).filter(public_id=feedback_id).exists():
            raise Http404
        if words := _words(request):
            answer_feedback(feedback_id, words, actor=request.user, at=clock.now())
        return redirect("from_managers:index")


class DeclineView(AnsweringMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        _require_overseen(request, request_id)
        if words := _words(request):
            decline_request(request_id, words, actor=request.user, at=clock.now())
        return redirect("from_managers:index")


class StartView(AnsweringMixin, View):
    """Makes the draft and goes on to its form."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        _require_overseen(request, request_id)
        kind = request.POST.get("kind", "")
        if kind not in startable():
            raise Http404
        draft = start_requested(request_id, kind, actor=request.user, at=clock.now())
        return redirect(proxy_for(kind).snippet_viewset.get_url_name("edit"), draft.pk)


def _require_overseen(request: HttpRequest, request_id: UUID) -> None:
    if not ContentRequest.objects.overseen_by(request.user).filter(public_id=request_id).exists():
        raise Http404


def _words(request: HttpRequest) -> str:
    """Return the words typed, cut to what is kept; without any, say so and return nothing."""
    words = request.POST.get("words", "").strip()[:300]
    if not words:
        messages.error(request, _("Write the answer that the manager will read, then send it."))
    return words


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return answers_managers(request.user)


class FromManagersViewSet(ViewSet):
    name = "from_managers"
    url_prefix = "from-managers"
    icon = "comment"
    menu_label = gettext_lazy("From managers")
    menu_order = 157
    add_to_admin_menu = True
    menu_item_class = EditorsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", FromManagersView.as_view(), name="index"),
            path("feedback/<uuid:feedback_id>/", AnswerView.as_view(), name="answer"),
            path("requests/<uuid:request_id>/start/", StartView.as_view(), name="start"),
            path("requests/<uuid:request_id>/decline/", DeclineView.as_view(), name="decline"),
        ]
