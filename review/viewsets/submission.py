"""The page on which an author submits a draft: what was found, how it will look, what happens next."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin.viewsets.base import ViewSet

from content.enums import ComponentState
from content.models import Component
from content.queries.addresses import edit_address
from content.queries.freezing import chosen_images
from content.templatetags.content_document import PREVIEW_RENDITION
from core.actions import Conflict
from people.enums import Role
from review.actions.prepare import Prepared, latest_draft, prepare
from review.actions.read_again import read_again
from review.actions.require_may_submit import require_may_submit
from review.actions.submit import NotReady, submit
from review.actions.type_transcript import type_transcript
from review.domain.levels import required_levels
from review.enums import CaseStatus, Level, ReadingState
from review.forms.submission import SubmissionForm, TranscriptForm, field_name
from review.models import Case
from review.queries.findings import FindingsByPlace, findings_by_place
from review.queries.justifications import kept_justifications
from review.registry import submission_notes
from review.viewsets.access import DeskPage, DeskView
from review.viewsets.case import REVIEW_CRUMB

LOOK_AGAIN_SECONDS = 3
WAITS_LONG = timedelta(minutes=2)
"""After so long the page says whom to ask."""


class SubmitView(DeskPage):
    """Prepares afresh on every request: what was shown and what is submitted must be the same bytes."""

    template_name = "review/submit.html"
    header_icon = "upload"
    roles = frozenset({Role.EDITOR})
    crumbs = (REVIEW_CRUMB,)

    def dispatch(self, request: HttpRequest, *args: Any, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        everything = Component.objects.select_related("branch", "latest_revision", "product")
        overseen = everything.overseen_by(request.user)
        visible = overseen.filter(public_id=public_id).first()
        self.hidden = visible is None and not request.user.is_superuser
        reach = everything if request.method == "POST" else overseen
        self.component = visible or get_object_or_404(reach, public_id=public_id)
        if visible is not None and visible.is_of_gone_kind:
            return redirect(edit_address(visible))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Submit for review")

    def get_page_subtitle(self) -> str:
        return str(self.component)

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.component.state == ComponentState.IN_REVIEW:
            return self._in_review()
        try:
            return self._show_prepared(prepare(self.component, self.at))
        except ValueError:
            return self._cannot_be_read()

    def post(self, request: HttpRequest) -> HttpResponse:
        require_may_submit(self.component, actor=request.user)
        try:
            prepared = prepare(self.component, self.at)
        except ValueError:
            return self._cannot_be_read()
        if not self._is_what_was_shown(prepared):
            messages.error(
                request,
                _(
                    "The draft, a product or a picture was changed since this page was opened. "
                    "Look at it again."
                ),
            )
            return self._show_prepared(prepared, status=409)
        form = SubmissionForm(request.POST, warnings=prepared.screening.warnings)
        if not form.is_valid():
            return self._show_prepared(prepared, form=form)
        try:
            case = submit(prepared, actor=request.user, justifications=form.justifications, at=self.at)
        except NotReady as error:
            return self._show_prepared(prepared, form=form, refused=error.problems)
        messages.success(
            request, _("Submitted. It waits for: %(level)s.") % {"level": case.get_current_level_display()}
        )
        return redirect("review_case:case", case.public_id)

    def conflict(self, conflict: Conflict) -> HttpResponse:
        if not Component.objects.filter(pk=self.component.pk).exists():
            return super().conflict(conflict)
        self.component.refresh_from_db()
        if self.component.state == ComponentState.CLOSED:
            return super().conflict(conflict)
        messages.error(self.request, conflict.words)
        if self.component.state == ComponentState.IN_REVIEW:
            return self.show(status=409, open_case=self._open_case())
        return self._show_prepared(prepare(self.component, self.at), status=409)

    def _is_what_was_shown(self, prepared: Prepared) -> bool:
        shown = (self.request.POST.get("revision_id"), self.request.POST.get("content_sha256"))
        return shown == (str(prepared.revision_id), prepared.content_sha256)

    def _show_prepared(
        self,
        prepared: Prepared,
        *,
        form: SubmissionForm | None = None,
        refused: tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        form = form or SubmissionForm.for_prepared(
            prepared, kept_justifications(self.component) | self.request.POST.dict()
        )
        draft = latest_draft(self.component)
        found = findings_by_place(prepared.document, prepared.screening)
        product = prepared.document["product"] or {"type": None, "risk": None}
        levels = required_levels(self.component.kind, product["type"], product["risk"])
        response = self.show(
            status=status,
            prepared=prepared,
            draft=draft,
            notes=submission_notes(self.component, prepared.document, self.request.user),
            form=form,
            problems=prepared.problems,
            refused=[problem for problem in refused if problem not in prepared.problems],
            findings=found,
            shown_fields={}
            if prepared.is_waiting
            else {
                one.number: form[field_name(one.finding)]
                for one in found.numbered
                if field_name(one.finding) in form.fields
            },
            may_submit=not prepared.problems and not prepared.screening.blocking,
            levels=[Level(code).label for code in levels],
            due_at=self.at + self.component.declaration.due,
            picture_urls=self._picture_urls(draft, found),
            failed=[one for one in prepared.pictures if one.may_be_typed],
            waits_long=any(
                one.asked_at is not None and one.asked_at < self.at - WAITS_LONG
                for one in prepared.pictures
                if one.state is ReadingState.WAITING
            ),
        )
        if prepared.is_waiting and not form.is_bound:
            response["Refresh"] = str(LOOK_AGAIN_SECONDS)
        return response

    def _picture_urls(self, draft: Component, found: FindingsByPlace) -> dict[str, str]:
        shown = {one.picture.sha256 for one in (*found.passages, *found.pictures) if one.picture}
        return {
            image.content_sha256: image.get_rendition(PREVIEW_RENDITION).url
            for image in chosen_images(draft)
            if image.content_sha256 in shown
        }

    def _in_review(self) -> HttpResponse:
        return self.show(open_case=self._open_case())

    def _open_case(self) -> Case | None:
        return Case.objects.filter(candidate__component=self.component, status=CaseStatus.OPEN).first()

    def _cannot_be_read(self) -> HttpResponse:
        words = _("This draft cannot be submitted as it is kept. Open it, save it, and try again.")
        return self.show(problems=(words,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "component": self.component,
            "edit_url": edit_address(self.component),
        }


class PictureView(DeskView):
    """What an author does about a picture that could not be read. Leads back to the submit page."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        overseen = Component.objects.overseen_by(request.user)
        visible = overseen.filter(public_id=public_id).first()
        self.hidden = visible is None and not request.user.is_superuser
        reach = Component.objects.all() if request.method == "POST" else overseen
        self.component = visible or get_object_or_404(reach, public_id=public_id)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> HttpResponse:
        return redirect("review_submit:submit", self.component.public_id)


class ReadAgainView(PictureView):
    """Has the picture read once more."""

    def post(self, request: HttpRequest, sha256: str) -> HttpResponse:
        read_again(self.component.public_id, sha256, actor=request.user, at=self.at)
        return self.back()


class TypedView(PictureView):
    """Takes the words of the picture as the author typed them."""

    def post(self, request: HttpRequest, sha256: str) -> HttpResponse:
        form = TranscriptForm(request.POST)
        if form.is_valid():
            typed = form.cleaned_data["text"]
            type_transcript(self.component.public_id, sha256, typed, actor=request.user, at=self.at)
        else:
            messages.error(request, form.errors["text"][0])
        return self.back()


class SubmitViewSet(ViewSet):
    """The submit page."""

    name = "review_submit"
    url_prefix = "review/submit"
    icon = "upload"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<uuid:public_id>/", SubmitView.as_view(), name="submit"),
            path("<uuid:public_id>/<slug:sha256>/again/", ReadAgainView.as_view(), name="read_again"),
            path("<uuid:public_id>/<slug:sha256>/typed/", TypedView.as_view(), name="typed"),
        ]
