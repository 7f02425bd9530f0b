"""What the distribution room hangs into Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from distribution.panels.notices import NoticesPanel, told_of_programme
from distribution.viewsets.edition_chooser import edition_chooser_viewset
from distribution.viewsets.events import EventsViewSet
from distribution.viewsets.from_managers import FromManagersViewSet
from distribution.viewsets.morning import MorningViewSet
from distribution.viewsets.notices import notices_viewset
from distribution.viewsets.numbers import NumbersViewSet
from distribution.viewsets.package import package_viewset
from distribution.viewsets.programme import programme_viewset
from distribution.viewsets.programme_week import programme_week_viewset
from distribution.viewsets.reach import ReachViewSet
from distribution.viewsets.rules import RulesViewSet


@hooks.register("register_admin_viewset")
def register_desk() -> list[object]:
    return [
        edition_chooser_viewset,
        notices_viewset,
        package_viewset,
        programme_viewset,
        programme_week_viewset,
        EventsViewSet(),
        FromManagersViewSet(),
        MorningViewSet(),
        NumbersViewSet(),
        ReachViewSet(),
        RulesViewSet(),
    ]


@hooks.register("construct_homepage_panels")
def show_notices(request: HttpRequest, panels: list[Any]) -> None:
    if told_of_programme(request.user):
        panels.append(NoticesPanel())
