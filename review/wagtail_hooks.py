"""Review's pages in the admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from review.panels.home import EndingConsentsPanel, WaitingPanel, consents_for, reads
from review.viewsets.case import CaseViewSet
from review.viewsets.consent import ConsentViewSet
from review.viewsets.edition import EditionViewSet
from review.viewsets.ledger import LedgerViewSet
from review.viewsets.queue import ReviewViewSet
from review.viewsets.submission import SubmitViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    return [
        SubmitViewSet(),
        CaseViewSet(),
        ConsentViewSet(),
        EditionViewSet(),
        LedgerViewSet(),
        ReviewViewSet(),
    ]


@hooks.register("construct_homepage_panels")
def show_waiting_cases(request: HttpRequest, panels: list[Any]) -> None:
    if reads(request.user):
        panels.append(WaitingPanel())


@hooks.register("construct_homepage_panels")
def show_ending_consents(request: HttpRequest, panels: list[Any]) -> None:
    consents = consents_for(request.user)
    if consents:
        panels.append(EndingConsentsPanel(consents))
