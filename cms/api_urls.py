"""Addresses of the API: each room brings its views, this puts them together."""

from django.urls import path

from cms.api_schema import SchemaView
from distribution.api.editions import EditionView
from distribution.api.packages import PackagesView
from distribution.api.search import SearchView
from review.api.screening import ScreenView

app_name = "api"

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("packages/", PackagesView.as_view(), name="packages"),
    path("search/", SearchView.as_view(), name="search"),
    path("editions/<uuid:public_id>/", EditionView.as_view(), name="edition"),
    path("screen/", ScreenView.as_view(), name="screen"),
]
