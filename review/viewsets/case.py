"""The page on which an officer decides, and on which authors read how their piece fares."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from content.enums import Segment, Tier, Voice
from content.kinds import KINDS
from core.actions import Conflict
from people.enums import REVIEWING, Role
from people.queries.signing import authenticated_at, note_authentication
from review.actions.decide import Signature, decide
from review.actions.screen_again import screen_again, screened_anew
from review.actions.withdraw import withdraw
from review.enums import CaseStatus, Level, Verdict
from review.forms.decision import DecisionForm
from review.forms.marks import MissedForm
from review.models import Case, Edition
from review.models.candidate import TamperedContent
from review.queries.cases import hindrance, is_overdue, progress_of
from review.queries.rule_sets import in_force
from review.viewsets.access import DeskPage, DeskView
from review.viewsets.media import CaseMediaView
from review.viewsets.rendering import comparison_of, document_context, findings_context, marks_context

REVIEW_CRUMB = {"url": reverse_lazy("review:index"), "label": gettext_lazy("Review")}


class OverseenCaseView(DeskView):
    """A view on one case that the reader oversees; no other exists for the reader."""

    case: Case

    def dispatch(self, request: HttpRequest, *args: Any, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        everything = Case.objects.select_related(
            "branch",
            "candidate__component",
            "candidate__screening",
            "candidate__submitted_by",
            "renews",
            "screening",
        )
        overseen = everything.overseen_by(request.user)
        visible = overseen.filter(public_id=public_id).first()
        reading = request.method in {"GET", "HEAD"}
        self.hidden = visible is None and not request.user.is_superuser
        self.case = visible or get_object_or_404(overseen if reading else everything, public_id=public_id)
        return super().dispatch(request, *args, **kwargs)


class CaseView(OverseenCaseView, DeskPage):
    """Shows the candidate with everything that a decision needs, and takes the decision."""

    template_name = "review/case.html"
    header_icon = "tasks"
    crumbs = (REVIEW_CRUMB,)

    def get_page_title(self) -> str:
        return self.case.candidate.title

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.hidden or hindrance(self.case, request.user) is not None:
            self._refuse()
        form = self._form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        if form.asks_for_password:
            note_authentication(request.session, self.at)
        decision = decide(
            self.case.public_id,
            verdict=Verdict(form.cleaned_data["verdict"]),
            reasons=form.cleaned_data["reasons"],
            signature=form.signature,
            actor=request.user,
            at=self.at,
        )
        self.case.refresh_from_db()
        messages.success(request, self._outcome(Verdict(decision.verdict)))
        return redirect("review_case:case", self.case.public_id)

    def conflict(self, conflict: Conflict) -> HttpResponse:
        self.case.refresh_from_db()
        messages.error(self.request, conflict.words)
        return self.show(status=409, form=self._form())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, candidate = self.request.user, self.case.candidate
        obstacle = hindrance(self.case, user)
        kwargs.setdefault("missed_form", MissedForm())
        context = super().get_context_data(**kwargs) | {
            "at": self.at,
            "case": self.case,
            "candidate": candidate,
            "progress": progress_of(self.case),
            "overdue": is_overdue(self.case, self.at),
            "hindrance": obstacle,
            "may_withdraw": self._may_withdraw(),
            "edition": self.case.renews or Edition.objects.filter(case=self.case).first(),
            "rules_changed": self._rules_changed(),
            "reviews": bool(user.roles & REVIEWING),
            "checklist": next((kind.checklist for kind in KINDS if kind.code == candidate.kind), ()),
            "segments": [Segment(code).label for code in candidate.segments],
        }
        try:
            return context | self._content()
        except TamperedContent:
            return context | {"tampered": True}

    def _content(self) -> dict[str, Any]:
        candidate = self.case.candidate
        document = candidate.content
        shown = findings_context(self.case)
        return {
            **document_context(self.case),
            **shown,
            **marks_context(self.case, self.request.user, shown["findings"]),
            "comparison": comparison_of(candidate),
            "tier": Tier(document["audience"]["tier"]).label,
            "voice": Voice(document["voice"]["code"]).label,
        }

    def _may_withdraw(self) -> bool:
        is_first = self.case.status == CaseStatus.OPEN and self.case.renews_id is None
        return is_first and Role.EDITOR in self.request.user.roles

    def _rules_changed(self) -> bool:
        """Whether the last level would have to have it screened again."""
        is_open = self.case.status == CaseStatus.OPEN
        return is_open and self.case.newest_screening.rule_set_sha256 != in_force().fingerprint

    def _form(self, data: Any = None) -> DecisionForm:
        shown = {"level": self.case.current_level, "content_sha256": self.case.candidate.content_sha256}
        return DecisionForm(
            data,
            initial=shown,
            user=self.request.user,
            authenticated_at=authenticated_at(self.request.session),
            at=self.at,
        )

    def _refuse(self) -> None:
        """Have the action itself refuse, which puts it on record. Unsigned, it can never succeed."""
        posted = self.request.POST
        level = posted.get("level")
        decide(
            self.case.public_id,
            verdict=Verdict.RETURN,
            reasons="",
            signature=Signature(
                Level(level) if level in Level.values else Level.COMPLIANCE,
                posted.get("content_sha256", ""),
                None,
            ),
            actor=self.request.user,
            at=self.at,
        )

    def _outcome(self, verdict: Verdict) -> str:
        if verdict == Verdict.APPROVE and self.case.status == CaseStatus.OPEN:
            return _("Approved at your level. Next: %(level)s.") % {
                "level": self.case.get_current_level_display()
            }
        if self.case.renews_id is not None:
            if verdict == Verdict.APPROVE:
                return _("Confirmed. The edition stays in use.")
            return _("Not confirmed. The edition is suspended.")
        if verdict == Verdict.APPROVE:
            return _("Approved. The edition was issued.")
        return _("Recorded: %(verdict)s. The author can change the piece and submit it again.") % {
            "verdict": verdict.label
        }


class ScreenAgainView(OverseenCaseView):
    """Has the case screened by the rules in force."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            result = screened_anew(self.case)
        except TamperedContent as error:
            words = _("The kept content no longer has its hash. Nothing of it can be decided.")
            raise Conflict(words) from error
        screen_again(self.case.public_id, result, actor=request.user, at=self.at)
        messages.success(request, _("Screened by the rules in force."))
        return redirect("review_case:case", self.case.public_id)


class WithdrawView(OverseenCaseView):
    """Takes a piece out of review for its editors."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        withdraw(self.case.public_id, actor=request.user, at=self.at)
        messages.success(request, _("Withdrawn from review. The piece is a draft again."))
        return redirect("review_case:case", self.case.public_id)


class CaseViewSet(ViewSet):
    """The case page, its pictures and its withdrawal."""

    name = "review_case"
    url_prefix = "review/case"
    icon = "tasks"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<uuid:public_id>/", CaseView.as_view(), name="case"),
            path("<uuid:public_id>/screen/", ScreenAgainView.as_view(), name="screen"),
            path("<uuid:public_id>/withdraw/", WithdrawView.as_view(), name="withdraw"),
            path("<uuid:public_id>/media/<str:sha256>/", CaseMediaView.as_view(), name="media"),
        ]
