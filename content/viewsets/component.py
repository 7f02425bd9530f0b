"""A viewset for each kind, made from its declaration."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from content import registry
from content.forms.component import ComponentForm
from content.kinds import Kind, ProductNeed
from content.models import proxy_for
from content.panels.emptied_figures import EmptiedFiguresPanel
from content.panels.kind_help import KindHelpPanel
from content.panels.market_day import MarketDayPanel
from content.panels.origin import OriginPanel
from content.panels.provenance import provenance_panel
from content.panels.story import StoryPanel
from content.viewsets import component_views as views
from content.viewsets.component_list import (
    ComponentFilterSet,
    ComponentIndexView,
    ComponentOfProductFilterSet,
    list_columns,
)
from content.viewsets.masking import MaskingListView, MaskingView, UnmaskedPictureView
from content.viewsets.oversight import NeverView


class ComponentViewSet(SnippetViewSet):
    """Base of all kinds. Every view stands behind OverseenMixin or never answers.

    There is no chooser: other rooms choose editions, never drafts.
    """

    kind: Kind

    index_view_class = ComponentIndexView
    add_view_class = views.ComponentCreateView
    copy_view_class = views.ComponentCopyView
    edit_view_class = views.ComponentEditView
    delete_view_class = views.ComponentDeleteView
    usage_view_class = views.ComponentUsageView
    history_view_class = views.ComponentHistoryView
    inspect_view_class = views.ComponentInspectView
    revisions_view_class = views.ComponentRevisionView
    revisions_revert_view_class = views.ComponentRevertView
    revisions_compare_view_class = views.ComponentCompareView
    preview_on_add_view_class = views.ComponentPreviewOnCreateView
    preview_on_edit_view_class = views.ComponentPreviewOnEditView
    unpublish_view_class = NeverView
    revisions_unschedule_view_class = NeverView
    lock_view_class = NeverView
    unlock_view_class = NeverView

    inspect_view_enabled = True
    inspect_view_fields = ["title"]
    inspect_template_name = views.ComponentInspectView.template_name
    search_backend_name = None
    search_fields = ["title"]
    ordering = "-_updated_at"
    list_per_page = 20

    @cached_property
    def copies_from_yesterday(self) -> bool:
        return bool(self.kind.figures)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        yesterday = self.get_url_name("copy_from_yesterday") if self.copies_from_yesterday else None
        return super().get_common_view_kwargs(
            kind=self.kind,
            copy_from_yesterday_url_name=yesterday,
            lock_url_name=None,
            unlock_url_name=None,
            **kwargs,
        )

    @property
    def copy_view_enabled(self) -> bool:
        """A customer's story is told once, with the consent that was given for it."""
        return not self.kind.rests_on_consent

    def get_urlpatterns(self) -> list[Any]:
        patterns = super().get_urlpatterns()
        if self.kind.rests_on_consent:
            patterns += self.masking_patterns()
        if self.copies_from_yesterday:
            view = self.construct_view(views.CopyFromYesterdayView)
            patterns.append(path("copy-from-yesterday/<int:pk>/", view, name="copy_from_yesterday"))
        return patterns

    def masking_patterns(self) -> list[Any]:
        """Return the addresses on which the pictures of a story are looked at."""
        names = {"edit_url_name": self.get_url_name("edit"), "masking_url_name": self.get_url_name("masking")}
        one = "masking/<int:pk>/<str:sha256>/"
        return [
            path("masking/<int:pk>/", self.construct_view(MaskingListView, **names), name="masking"),
            path(one, self.construct_view(MaskingView, **names), name="mask"),
            path(f"{one}picture/", self.construct_view(UnmaskedPictureView, **names), name="unmasked"),
        ]

    def get_edit_handler(self) -> ObjectList:
        panels = [
            KindHelpPanel(self.kind),
            OriginPanel(),
            EmptiedFiguresPanel(),
            MarketDayPanel(),
            *([StoryPanel()] if self.kind.rests_on_consent else []),
            FieldPanel("title"),
            *([FieldPanel("product")] if self.kind.product is not ProductNeed.NEVER else []),
            provenance_panel(),
            FieldPanel("body"),
            *([FieldPanel("channels")] if self.kind.needs_channels else []),
            MultiFieldPanel(
                [FieldPanel("segments"), FieldRowPanel([FieldPanel("tier"), FieldPanel("voice")])],
                heading=_("For whom"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]), FieldPanel("column")],
                heading=_("Validity"),
            ),
            FieldPanel("tags"),
            *(make() for make in registry.editor_panels),
        ]
        return ObjectList(panels, base_form_class=ComponentForm).bind_to_model(self.model)

    def register_chooser_viewset(self) -> None:
        """Nothing: a draft is not for choosing."""


def viewset_for(kind: Kind) -> type[ComponentViewSet]:
    """Return the viewset class of a kind."""
    return type(
        f"{proxy_for(kind.code).__name__}ViewSet",
        (ComponentViewSet,),
        {
            "model": proxy_for(kind.code),
            "kind": kind,
            "icon": kind.icon,
            "menu_label": kind.label_plural,
            "base_url_path": f"content/{kind.code}",
            "admin_url_namespace": f"content_{kind.code}",
            "list_display": list_columns(kind),
            "filterset_class": ComponentFilterSet
            if kind.product is ProductNeed.NEVER
            else ComponentOfProductFilterSet,
        },
    )
