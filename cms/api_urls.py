"""Addresses of the API: each room brings its views, this puts them together."""

from django.urls import path

from cms.api_schema import SchemaView
from content.api.facts import FactsView
from distribution.api.editions import EditionView
from distribution.api.events import EventsView
from distribution.api.media import MediaView
from distribution.api.packages import PackagesView
from distribution.api.pulls import PullsView
from distribution.api.recalls import RecallsView
from distribution.api.search import SearchView
from review.api.screening import ScreenView

app_name = "api"

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("packages/", PackagesView.as_view(), name="packages"),
    path("search/", SearchView.as_view(), name="search"),
    path("editions/<uuid:public_id>/", EditionView.as_view(), name="edition"),
    path("editions/<uuid:public_id>/media/<slug:sha256>/", MediaView.as_view(), name="media"),
    path("recalls/", RecallsView.as_view(), name="recalls"),
    path("pulls/", PullsView.as_view(), name="pulls"),
    path("events/", EventsView.as_view(), name="events"),
    path("facts/", FactsView.as_view(), name="facts"),
    path("screen/", ScreenView.as_view(), name="screen"),
]
