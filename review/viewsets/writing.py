"""Screening as one writes: the editor's script sends the form as it stands and shows what comes back."""

from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views import View
from rest_framework.throttling import SimpleRateThrottle
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from content.enums import ComponentState
from content.forms.unsaved import read_unsaved
from content.kinds import find_kind
from content.models import Component
from content.queries.freezing import chosen_images, document_of
from content.queries.opening import blank_component
from core import clock
from review.forms.justifications import FIELD, read_justifications
from review.forms.submission import words_for
from review.queries.readings import picture_states, with_readings
from review.queries.rule_sets import UntrustedRules
from review.queries.screened import screened
from review.queries.writing import MOST_CHARACTERS, Heard, characters, heard

NOT_SAVED: Final = UUID(int=0)
"""Stands for the id of a piece that has none yet, so that the same words are screened once."""


class WritingThrottle(SimpleRateThrottle):
    """Two requests a second for each writer: the script sends one when somebody pauses."""

    rate = "120/min"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"writing_throttle:{request.user.pk}"

    def allow_request(self, request: Any, view: Any) -> bool:
        self.timer = clock.now().timestamp
        return bool(super().allow_request(request, view))


class WritingView(View):
    """A POST of the form is answered with the time `at`, one `sentence`, the markup of the `summary`, of the
    `bar` beside the buttons, and of what was found at each of `fields`. Writes nothing.

    Who may not write this very piece is sent away as from its form; a piece of another branch is not found.
    What cannot be screened now is a 409, 413 or 429 with `words`.
    """

    http_method_names = ("post",)

    def post(
        self, request: HttpRequest, kind: str | None = None, public_id: UUID | None = None
    ) -> HttpResponse:
        component = self._new(request, kind) if public_id is None else self._known(request, public_id)
        if component.state != ComponentState.DRAFT:
            return _refused(_("This piece is not a draft any more. Open it anew."), 409)
        throttle = WritingThrottle()
        if not throttle.allow_request(request, self):
            answer = _refused(
                _("Checked very often in the last minute. Go on writing; it goes on by itself."), 429
            )
            answer.headers["Retry-After"] = str(int(throttle.wait() or 1))
            return answer
        unsaved = read_unsaved(component, request.POST)
        states = picture_states(component, chosen_images(unsaved.component))
        document = with_readings(document_of(unsaved.component), states)
        if (found := characters(document)) > MOST_CHARACTERS:
            return _refused(
                _(
                    "The piece has %(found)d characters; while you write at most %(most)d are checked. "
                    "Shorten it, or divide it into several pieces."
                )
                % {"found": found, "most": MOST_CHARACTERS},
                413,
            )
        try:
            result = screened(document)
        except UntrustedRules as error:
            return _refused(error.words, 409)
        said = read_justifications(request.POST.get(FIELD, ""))
        justifications = {one.key: words_for(one, said) for one in result.warnings}
        return JsonResponse(_answer(heard(document, result, unsaved.fields, justifications)))

    def _new(self, request: HttpRequest, code: str | None) -> Component:
        kind = find_kind(code or "")
        if kind is None:
            raise Http404
        if not policy_registry.get_by_type(Component).user_has_permission(request.user, "add"):
            raise PermissionDenied
        component = blank_component(kind, request.user, clock.now())
        component.public_id = NOT_SAVED
        return component

    def _known(self, request: HttpRequest, public_id: UUID) -> Component:
        overseen = Component.objects.overseen_by(request.user).select_related("branch", "product", "partner")
        component = overseen.filter(public_id=public_id).first()
        if component is None or component.is_of_gone_kind:
            raise Http404
        policy = policy_registry.get_by_type(Component)
        if not policy.user_has_permission_for_instance(request.user, "change", component):
            raise PermissionDenied
        return component


def _answer(told: Heard) -> dict[str, Any]:
    context = {"heard": told, "at": clock.now()}
    return {
        "at": f"{localtime(context['at']):%H:%M:%S}",
        "sentence": told.sentence,
        "summary": render_to_string("review/writing/summary.html", context),
        "bar": render_to_string("review/writing/bar.html", context),
        "fields": [
            {"name": name, "html": render_to_string("review/writing/field.html", {"told": found})}
            for name, found in told.by_field.items()
        ],
    }


def _refused(words: str, status: int) -> JsonResponse:
    return JsonResponse({"words": words}, status=status)


class WritingViewSet(ViewSet):
    name = "review_writing"
    url_prefix = "review/writing"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("new/<slug:kind>/", WritingView.as_view(), name="new"),
            path("<uuid:public_id>/", WritingView.as_view(), name="piece"),
        ]
