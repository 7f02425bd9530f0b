"""The marks of officers on a case: false alarm, missed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin.viewsets.base import ViewSet

from review.actions.mark_false_alarm import mark_false_alarm
from review.actions.mark_missed import NotInPiece, mark_missed
from review.domain.screening.result import Verdict
from review.forms.marks import FalseAlarmForm, MissedForm
from review.queries.corpus_keeping import may_mark
from review.viewsets.case import CaseView


class MarkView(CaseView):
    """Takes one mark, and shows the case again where it is not complete. Who may not is refused on record."""

    http_method_names = ["post"]

    def thank(self) -> HttpResponse:
        messages.success(
            self.request,
            _("Noted. It waits until a colleague of the head office's compliance takes it into the corpus."),
        )
        return redirect("review_case:case", self.case.public_id)

    def is_refused(self) -> bool:
        return self.hidden or not may_mark(self.case, self.request.user)

    def again(self, **context: Any) -> HttpResponse:
        return self.show(status=400, form=self._form(), **context)


class FalseAlarmView(MarkView):
    def post(self, request: HttpRequest) -> HttpResponse:
        form = FalseAlarmForm(request.POST)
        if not form.is_valid() and not self.is_refused():
            said = [str(words) for errors in form.errors.values() for words in errors]
            messages.error(request, " ".join(said))
            return self.again()
        mark_false_alarm(
            self.case.public_id,
            str(form.cleaned_data.get("finding", "")),
            reason=str(form.cleaned_data.get("reason", "")),
            actor=request.user,
            at=self.at,
        )
        return self.thank()


class MissedView(MarkView):
    def post(self, request: HttpRequest) -> HttpResponse:
        form = MissedForm(request.POST)
        if not form.is_valid() and not self.is_refused():
            return self.again(missed_form=form)
        given = form.cleaned_data
        try:
            mark_missed(
                self.case.public_id,
                str(given.get("text", "")),
                wanted=Verdict(given.get("wanted", Verdict.block)),
                category=str(given.get("category", "")),
                rule=str(given.get("rule", "")),
                reason=str(given.get("reason", "")),
                actor=request.user,
                at=self.at,
            )
        except NotInPiece:
            form.add_error(
                "text",
                _("This sentence does not stand in the piece. Copy it from the text as it stands there."),
            )
            return self.again(missed_form=form)
        return self.thank()


class MarksViewSet(ViewSet):
    name = "review_marks"
    url_prefix = "review/marks"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<uuid:public_id>/false-alarm/", FalseAlarmView.as_view(), name="false_alarm"),
            path("<uuid:public_id>/missed/", MissedView.as_view(), name="missed"),
        ]
