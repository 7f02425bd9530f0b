"""The menu of content: new and all pieces, a viewset for each kind, what pieces are made of, imports."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from content.enums import KindGroup
from content.kinds import kinds_of
from content.viewsets.all_pieces import AllPiecesViewSet
from content.viewsets.calendar import CalendarGroup
from content.viewsets.component import viewset_for
from content.viewsets.fact import FactViewSet
from content.viewsets.imports import ImportViewSet
from content.viewsets.new_piece import NewPieceViewSet
from content.viewsets.partner import PartnerViewSet
from content.viewsets.product import ProductViewSet
from content.viewsets.tag import TagViewSet

ICONS = {
    KindGroup.DAILY: "calendar-check",
    KindGroup.PRODUCTS: "comment",
    KindGroup.ACTIVITIES: "image",
    KindGroup.MANAGERS: "user",
}


def group_of(group: KindGroup) -> type[SnippetViewSetGroup]:
    """Return the submenu of the kinds of `group`; it stands in the menu of content."""
    return type(
        f"{group.name.title()}Group",
        (SnippetViewSetGroup,),
        {
            "items": tuple(viewset_for(kind) for kind in kinds_of(group)),
            "menu_label": group.label,
            "menu_icon": ICONS[group],
            "menu_name": f"content-{group.value}",
            "add_to_admin_menu": False,
            "menu_item_is_registered": True,
        },
    )


class ContentGroup(SnippetViewSetGroup):
    """A new piece and all pieces first, then the kinds by group, then what pieces are made of."""

    items = (
        NewPieceViewSet,
        AllPiecesViewSet,
        *(group_of(group) for group in KindGroup),
        TagViewSet,
        ProductViewSet,
        PartnerViewSet,
        FactViewSet,
        ImportViewSet,
    )
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
