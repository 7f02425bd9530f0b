"""The menu of content: a viewset for each kind, then products, their facts, and imports."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from content.kinds import KINDS
from content.viewsets.calendar import CalendarGroup
from content.viewsets.component import viewset_for
from content.viewsets.fact import FactViewSet
from content.viewsets.imports import ImportViewSet
from content.viewsets.product import ProductViewSet


class ContentGroup(SnippetViewSetGroup):
    items = (*(viewset_for(kind) for kind in KINDS), ProductViewSet, FactViewSet, ImportViewSet)
    menu_label = _("Content")
    menu_icon = "edit"
    menu_name = "content"
    menu_order = 100


def register() -> None:
    """Register the viewsets. Called once, when the app is ready.

    Not from wagtail_hooks: blocks that choose a fact need them even where no admin page was ever asked for.
    """
    register_snippet(ContentGroup)
    register_snippet(CalendarGroup)
