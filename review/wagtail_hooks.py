"""Review's pages in the admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from content.models import Component
from review.actions.keep_justifications import keep_justifications
from review.forms.justifications import FIELD, read_justifications
from review.panels.home import EndingConsentsPanel, consents_for, panels_for
from review.viewsets.case import CaseViewSet
from review.viewsets.consent import ConsentViewSet
from review.viewsets.edition import EditionViewSet
from review.viewsets.labels import LabelsViewSet
from review.viewsets.ledger import LedgerViewSet
from review.viewsets.marks import MarksViewSet
from review.viewsets.quality import QualityViewSet
from review.viewsets.queue import ReviewViewSet
from review.viewsets.rule_sets import RuleSetsViewSet
from review.viewsets.screening_numbers import ScreeningNumbersViewSet
from review.viewsets.shared import SharedViewSet
from review.viewsets.submission import SubmitViewSet
from review.viewsets.writing import WritingViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    return [
        SubmitViewSet(),
        CaseViewSet(),
        ConsentViewSet(),
        EditionViewSet(),
        LabelsViewSet(),
        LedgerViewSet(),
        MarksViewSet(),
        QualityViewSet(),
        ReviewViewSet(),
        RuleSetsViewSet(),
        ScreeningNumbersViewSet(),
        SharedViewSet(),
        WritingViewSet(),
    ]


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def keep_what_was_justified(request: HttpRequest, instance: Any) -> None:
    if isinstance(instance, Component) and FIELD in request.POST:
        keep_justifications(instance, read_justifications(request.POST[FIELD]), actor=request.user)


@hooks.register("construct_homepage_panels")
def show_review(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend(panels_for(request.user))


@hooks.register("construct_homepage_panels")
def show_ending_consents(request: HttpRequest, panels: list[Any]) -> None:
    consents = consents_for(request.user)
    if consents:
        panels.append(EndingConsentsPanel(consents))
