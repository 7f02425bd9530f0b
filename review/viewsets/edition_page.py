"""One edition's page: certificate, ledger, neighbours, and the forms of what may be done with it."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from core.actions import Conflict
from people.enums import REVIEWING
from people.portal.signing import SignedForm
from people.queries.signing import authenticated_at
from review.enums import EditionStatus
from review.forms.recall import RecallForm
from review.forms.suspension import ResumptionForm, SuspensionForm
from review.models import Edition, Recall
from review.models.candidate import TamperedContent
from review.queries.consents import recaller_of
from review.queries.editions import IN_USE, Standing, overseen_editions, standing_of
from review.queries.records import records_about
from review.registry import dependents
from review.viewsets.access import DeskPage, DeskView
from review.viewsets.rendering import document_context

EDITIONS_CRUMB = {"url": reverse_lazy("review_edition:index"), "label": gettext_lazy("Editions")}


class OverseenEditionView(DeskView):
    """A view on one edition that the reader oversees; no other exists for the reader."""

    edition: Edition

    def dispatch(self, request: HttpRequest, *args: Any, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        visible = overseen_editions(request.user).filter(public_id=public_id).first()
        reading = request.method in {"GET", "HEAD"}
        self.hidden = visible is None and not request.user.is_superuser
        everything = Edition.objects.none() if reading else Edition.objects.all()
        self.edition = visible or get_object_or_404(everything, public_id=public_id)
        return super().dispatch(request, *args, **kwargs)


class EditionView(OverseenEditionView, DeskPage):
    """What was approved, by whom and under which rules; what depends on it; what may be done."""

    template_name = "review/edition.html"
    header_icon = "doc-full-inverse"
    crumbs = (EDITIONS_CRUMB,)

    def get_page_title(self) -> str:
        return self.edition.title

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def conflict(self, conflict: Conflict) -> HttpResponse:
        self.edition.refresh_from_db(fields=["status", "ended_at", "superseded_at"])
        messages.error(self.request, conflict.words)
        return self.show(status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition, case = self.edition, self.edition.case
        standing = standing_of(edition, self.at)
        recalls = Recall.objects.filter(edition=edition)
        recall = recalls.select_related("recalled_by__branch", "edition").first()
        context = {
            "edition": edition,
            "case": case,
            "standing": standing,
            "decisions": case.decisions.select_related("officer"),
            "records": records_about({edition.ledger_subject, case.subject}),
            "successors": edition.successors.all(),
            "dependents": [(one.label, one.count([edition.pk]).get(edition.pk, 0)) for one in dependents()],
            "recall": recall,
            "recalled_by": recaller_of(recall) if recall else "",
            "suspensions": edition.suspensions.select_related("suspended_by", "resumption__resumed_by"),
            "segments": [one.get_segment_display() for one in edition.segments.all()],
        }
        return super().get_context_data(**context, **self._content(), **(self._forms(standing) | kwargs))

    def _forms(self, standing: Standing) -> dict[str, SignedForm]:
        """Return an empty form for each thing that this reader may do with the edition as it stands."""
        user, edition = self.request.user, self.edition
        if not user.roles & REVIEWING:
            return {}
        offered: dict[str, type[SignedForm]] = {}
        if edition.status != EditionStatus.RECALLED:
            offered["form"] = RecallForm
        if standing in IN_USE:
            offered["suspend_form"] = SuspensionForm
        if standing == Standing.SUSPENDED and not edition.candidate.authors.filter(user=user.pk).exists():
            offered["resume_form"] = ResumptionForm
        return {name: self.form_of(form_class) for name, form_class in offered.items()}

    def form_of(self, form_class: type[SignedForm], data: Any = None) -> SignedForm:
        """Return the form, which asks for the password unless it was given lately."""
        return form_class(
            data,
            user=self.request.user,
            authenticated_at=authenticated_at(self.request.session),
            at=self.at,
        )

    def _content(self) -> dict[str, Any]:
        """Nothing is shown of an edition that the ledger does not bear out or whose bytes were changed."""
        if not self.edition.is_recorded:
            return {"forged": True}
        try:
            self.edition.content  # noqa: B018  (reading it checks its hashes)
            return document_context(self.edition.case) | {
                "certificate": json.loads(bytes(self.edition.certificate)),
                "screening": self.edition.case.newest_screening,
            }
        except TamperedContent:
            return {"tampered": True}
