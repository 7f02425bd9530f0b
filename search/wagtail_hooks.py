"""What the search room hangs into Wagtail's admin."""

from wagtail import hooks

from search.viewsets.dictionary import DictionaryViewSet
from search.viewsets.missed import MissedViewSet


@hooks.register("register_admin_viewset")
def register_desk() -> list[object]:
    return [DictionaryViewSet(), MissedViewSet()]
