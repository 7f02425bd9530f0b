"""The list of all pieces, whatever their kind."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import QueryDict
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, UpdatedAtColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import IndexView

from content.enums import ComponentState
from content.forms.saved_filter import SavedFilterForm
from content.kinds import find_kind, kind_choices, kind_label
from content.models import Component, Tag, WeeklyColumn
from content.panels.home import writes
from content.queries.addresses import page_address
from content.queries.pieces import (
    branches_overseen,
    by_author,
    counted_by_state,
    overseen_pieces,
    tags_known_to,
    with_tags,
    with_words,
)
from content.queries.saved_filters import known_query, offered_filters
from content.viewsets.component_list import (
    ComponentFilterSet,
    OriginColumn,
    StandingsMixin,
    author_column,
    segments_of,
    standing_of,
    state_column,
)
from content.viewsets.last_list import RemembersListMixin
from content.viewsets.menu_items import OverseersMenuItem, ShortcutMenuItem
from content.viewsets.oversight import OverseenMixin
from people.models import Branch


def _within_reach(label: Any, model: Any, **kwargs: Any) -> django_filters.ModelMultipleChoiceFilter:
    return django_filters.ModelMultipleChoiceFilter(
        label=label, queryset=model.objects.none(), widget=CheckboxSelectMultiple, distinct=False, **kwargs
    )


class PieceFilterSet(ComponentFilterSet):
    """By everything that all kinds share. Branches, tags and columns are those in the reader's reach."""

    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=kind_choices, widget=CheckboxSelectMultiple, distinct=False
    )
    branch = _within_reach(_("Branch"), Branch)
    author = django_filters.CharFilter(label=_("Author: name or staff number"), method="by_author")
    tag = _within_reach(_("Tag"), Tag, method="with_tags")
    column = _within_reach(_("Weekly column"), WeeklyColumn)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        columns = WeeklyColumn.objects.overseen_by(user) | WeeklyColumn.objects.usable_by(user)
        for name, offered in (
            ("branch", branches_overseen(user)),
            ("tag", tags_known_to(user)),
            ("column", columns),
        ):
            self.filters[name].queryset = offered
        self._offer_gone_kinds()

    def _offer_gone_kinds(self) -> None:
        """A link to what is left of a kind that is no longer declared asks for it by its code."""
        asked = self.data.getlist("kind") if isinstance(self.data, QueryDict) else ()
        gone = {code for code in asked if find_kind(code) is None}
        if gone:
            kept = Component.objects.filter(kind__in=gone).order_by().values_list("kind", flat=True)
            self.filters["kind"].extra["choices"] = [
                *kind_choices(),
                *((code, kind_label(code)) for code in kept.distinct()),
            ]

    def with_tags(self, pieces: QuerySet[Component], name: str, tags: Collection[Tag]) -> QuerySet[Component]:
        return with_tags(pieces, tags) if tags else pieces

    def by_author(self, pieces: QuerySet[Component], name: str, typed: str) -> QuerySet[Component]:
        return by_author(pieces, typed)


class AllPiecesView(RemembersListMixin, StandingsMixin, OverseenMixin, IndexView):
    """What the user oversees of every kind, with saved filters. The same number of queries however much it
    is.
    """

    model = Component
    page_title = _("All pieces")
    header_icon = "list-ul"
    template_name = "content/pieces/index.html"
    results_template_name = "content/pieces/index_results.html"
    index_url_name = "content_all:index"
    index_results_url_name = "content_all:results"
    any_permission_required = ["view"]
    filterset_class = PieceFilterSet
    search_fields: Sequence[str] = ["title"]
    search_backend_name = None
    default_ordering = None
    paginate_by = 20
    verbose_name_plural = _("pieces")
    list_export: Sequence[str] = []

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Component)

    def get_base_queryset(self) -> QuerySet[Component]:
        return overseen_pieces(self.request.user)

    def order_queryset(self, queryset: QuerySet[Component]) -> QuerySet[Component]:
        return queryset.order_by(self.ordering, "-pk") if self.ordering else queryset

    def search_queryset(self, queryset: QuerySet[Component]) -> QuerySet[Component]:
        return with_words(queryset, self.search_query)

    @cached_property
    def columns(self) -> list[Any]:
        boxes = [BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet")]
        return [
            *(boxes if writes(self.request.user) else []),
            self._titles(),
            Column("kind", label=_("Kind"), accessor=_kind_of, sort_key="kind"),
            state_column(),
            Column("standing", label=_("Last submission"), accessor=standing_of),
            OriginColumn("origin", label=_("Origin")),
            Column("segments", label=_("Customer segments"), accessor=segments_of),
            Column("tags", label=_("Tags"), accessor=_tags_of),
            Column("branch", label=_("Branch"), accessor="branch.short_name"),
            UpdatedAtColumn(accessor="latest_revision.created_at", sort_key="latest_revision"),
            author_column(),
        ]

    def _titles(self) -> Column:
        column: Column = self._get_title_column("__str__")
        column.label = _("Title")
        return column

    def get_edit_url(self, instance: Component) -> str | None:
        return self._address(instance, "edit") if self.user_has_permission("change") else None

    def get_inspect_url(self, instance: Component) -> str | None:
        return self._address(instance, "inspect")

    def get_copy_url(self, instance: Component) -> str | None:
        return self._address(instance, "copy") if self.user_has_permission("add") else None

    def get_delete_url(self, instance: Component) -> str | None:
        may = self.user_has_permission("delete") and instance.state == ComponentState.DRAFT
        return self._address(instance, "delete") if may else None

    def _address(self, instance: Component, view: str) -> str | None:
        """Return the page of the piece; None if its kind has no such page, or is gone."""
        if instance.is_of_gone_kind and view != "inspect":
            return None
        try:
            return page_address(instance.kind, instance.pk, view)
        except NoReverseMatch:
            return None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not writes(self.request.user):
            return []
        return [HeaderButton(_("New piece"), reverse("content_new:index"), icon_name="plus")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        query = self.request.META.get("QUERY_STRING", "")
        return super().get_context_data(*args, **kwargs) | {
            "model_opts": Component._meta,
            "states": self._states(),
            "saved_filters": offered_filters(self.request.user, query),
            "filter_form": SavedFilterForm(initial={"query": known_query(query)}),
            "is_asked": bool(known_query(query)),
            "writes": writes(self.request.user),
        }

    def _states(self) -> list[dict[str, Any]]:
        """Return each state with how many there are of it under the other filters, and the way to it."""
        asked = QueryDict(known_query(self.request.META.get("QUERY_STRING", "")), mutable=True)
        chosen = asked.getlist("state")
        asked.pop("state", None)
        filters = PieceFilterSet(asked, request=self.request)
        pieces = with_words(self.get_base_queryset(), self.search_query)
        counts = counted_by_state(filters.filter_queryset(pieces) if filters.is_valid() else pieces)
        others = [(name, value) for name, values in asked.lists() for value in values]
        every = {"label": _("All"), "count": counts.total(), "query": urlencode(others), "is_on": not chosen}
        return [
            every,
            *(
                {
                    "label": state.label,
                    "count": counts[state],
                    "query": urlencode([*others, ("state", state.value)]),
                    "is_on": chosen == [state],
                }
                for state in ComponentState
            ),
        ]


def _kind_of(component: Component) -> str:
    return str(kind_label(component.kind))


def _tags_of(component: Component) -> str:
    return "、".join(tagged.tag.name for tagged in component.tagged.all()) or "—"


class AllPiecesMenuItem(ShortcutMenuItem, OverseersMenuItem):
    keys = "g a"


class AllPiecesViewSet(ViewSet):
    name = "content_all"
    url_prefix = "content/all"
    icon = "list-ul"
    menu_label = _("All pieces")
    menu_name = "content-all"
    menu_item_class = AllPiecesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", AllPiecesView.as_view(), name="index"),
            path("results/", AllPiecesView.as_view(results_only=True), name="results"),
        ]
