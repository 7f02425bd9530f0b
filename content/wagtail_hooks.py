"""What the content room hangs into Wagtail's admin."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.wagtail_hooks import register_keyboard_shortcuts_menu_item
from wagtail.permissions import policy_registry

from content.domain.file_names import download_name
from content.kinds import KINDS
from content.models import (
    CalendarYear,
    Component,
    Fact,
    Festival,
    LibraryDocument,
    Partner,
    Product,
    Tag,
    WeeklyColumn,
    proxy_for,
)
from content.panels.gaps import GapsPanel, plans
from content.panels.home import MyDraftsPanel, writes
from content.panels.links import LinkTroublesPanel, told_of_links
from content.panels.stories import SentInPanel, sent_in
from content.panels.updates import HeadOfficeUpdatesPanel
from content.viewsets import gone_kind
from content.viewsets.branch_copy import BranchCopyViewSet
from content.viewsets.bulk import discreet_actions
from content.viewsets.bulk_tags import AddTagsBulkAction, RemoveTagsBulkAction
from content.viewsets.links import LinksViewSet
from content.viewsets.pasting import PastingViewSet
from content.viewsets.saved_filter import SavedFilterViewSet
from content.viewsets.submit_menu_item import SubmitMenuItem
from content.viewsets.where_used import WhereUsedViewSet
from core.file_responses import saved
from people.viewsets.bulk import refused_bulk_action

NEVER = {"action-publish", "action-unpublish"}
OF_PAGES = {"explorer", "reports", "settings", "help"}

SNIPPETS = [
    *(proxy_for(kind.code) for kind in KINDS),
    Product,
    Partner,
    Fact,
    CalendarYear,
    Festival,
    WeeklyColumn,
    Tag,
]

hooks.register("register_bulk_action", refused_bulk_action("delete", SNIPPETS), order=1000)
for _action in discreet_actions():
    hooks.register("register_bulk_action", _action, order=1000)
hooks.register("register_bulk_action", AddTagsBulkAction)
hooks.register("register_bulk_action", RemoveTagsBulkAction)


@hooks.register("register_admin_viewset")
def register_saved_filters() -> SavedFilterViewSet:
    return SavedFilterViewSet()


@hooks.register("register_snippet_action_menu_item")
def offer_submission(model: type[Any]) -> SubmitMenuItem | None:
    return SubmitMenuItem() if issubclass(model, Component) else None


@hooks.register("construct_snippet_action_menu")
def never_publish(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    if issubclass(context["model"], Component):
        items[:] = [item for item in items if item.name not in NEVER]


@hooks.register("construct_main_menu")
def hide_menus_of_pages(request: HttpRequest, items: list[Any]) -> None:
    """There are no pages here, and the site history would tell of other branches."""
    items[:] = [item for item in items if item.name not in OF_PAGES]


@hooks.register("register_admin_menu_item")
def offer_keyboard_help() -> MenuItem:
    """The rest of Wagtail's help menu leads outside."""
    item: MenuItem = register_keyboard_shortcuts_menu_item()
    return item


@hooks.register("construct_homepage_panels", order=-1)
def clear_home(request: HttpRequest, panels: list[Any]) -> None:
    """All of Wagtail's own panels are about pages. Rooms add theirs."""
    panels[:] = [panel for panel in panels if not type(panel).__module__.startswith("wagtail.")]


@hooks.register("construct_homepage_panels")
def show_drafts(request: HttpRequest, panels: list[Any]) -> None:
    if writes(request.user):
        if stories := sent_in(request.user):
            panels.append(SentInPanel(stories))
        panels.append(MyDraftsPanel())
    if plans(request.user):
        panels.append(GapsPanel())
        panels.append(HeadOfficeUpdatesPanel())
    if told_of_links(request.user):
        panels.append(LinkTroublesPanel())


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    return [BranchCopyViewSet(), WhereUsedViewSet(), LinksViewSet(), PastingViewSet()]


@hooks.register("register_admin_urls", order=1000)
def register_gone_kinds() -> list[Any]:
    return gone_kind.urlpatterns()


@hooks.register("construct_homepage_summary_items", order=1000)
def clear_summary(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("before_serve_document")
def serve_document(document: LibraryDocument, request: HttpRequest) -> HttpResponse:
    """Wagtail serves a document to anyone who knows its address, under the name it is stored by. Here it is a
    download, under its title, for those who may look.
    """
    policy = policy_registry.get_by_type(LibraryDocument)
    if not policy.user_has_any_permission_for_instance(request.user, ["choose", "view"], document):
        raise Http404
    try:
        with document.open_file() as file:
            response = HttpResponse(file.read())
    except FileNotFoundError as error:
        raise Http404 from error
    return saved(response, download_name(document.title, document.file_extension))
