"""The list of one kind's components."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from content import registry
from content.enums import ComponentState, Segment
from content.kinds import Kind, ProductNeed
from content.models import BranchCopy, Component, Product
from content.queries.branch_copies import Standing, standings
from content.queries.pieces import HEAVY, in_segments
from content.viewsets.last_list import RemembersListMixin
from content.viewsets.oversight import OverseenMixin
from core import clock


class ComponentFilterSet(WagtailFilterSet):
    """By state, segment and day of the last change."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=ComponentState.choices, widget=CheckboxSelectMultiple, distinct=False
    )
    segment = django_filters.MultipleChoiceFilter(
        label=_("Customer segments"),
        choices=Segment.choices,
        widget=CheckboxSelectMultiple,
        method="in_segment",
        distinct=False,
    )
    updated = django_filters.DateFromToRangeFilter(
        label=_("Updated"), field_name="latest_revision__created_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = Component
        fields: Sequence[str] = []

    def in_segment(self, queryset: QuerySet[Component], name: str, codes: list[str]) -> QuerySet[Component]:
        return in_segments(queryset, codes)


class ComponentOfProductFilterSet(ComponentFilterSet):
    """By product as well, for kinds that are about one."""

    product = django_filters.ModelMultipleChoiceFilter(
        label=_("Product"), queryset=Product.objects.all(), widget=CheckboxSelectMultiple
    )


class OriginColumn(Column):
    """Whether the piece is a copy of head office's, and the way to what is new there."""

    cell_template_name = "content/component/origin_cell.html"

    def get_value(self, instance: Component) -> Standing | None:
        return getattr(instance, "copy_standing", None)


def state_column() -> Column:
    """Return the column of the state, which stands out in review."""
    return StatusTagColumn(
        "state",
        label=_("State"),
        accessor="get_state_display",
        sort_key="state",
        primary=lambda component: component.state == ComponentState.IN_REVIEW,
    )


def list_columns(kind: Kind) -> list[Any]:
    """Return the columns of a kind's list; the title comes first."""
    columns: list[Any] = [
        "__str__",
        state_column(),
        Column("standing", label=_("Last submission"), accessor=standing_of),
        OriginColumn("origin", label=_("Origin")),
        Column("segments", label=_("Customer segments"), accessor=segments_of),
        Column("validity", label=_("Validity"), accessor=validity_of),
    ]
    if kind.product is not ProductNeed.NEVER:
        columns.append(Column("product", label=_("Product"), accessor="product"))
    return [
        *columns,
        Column("branch", label=_("Branch"), accessor="branch.short_name"),
        UpdatedAtColumn(),
        author_column(),
    ]


def author_column() -> Column:
    """Return the column of who began the piece."""
    return Column("created_by", label=_("Author"), accessor="created_by.display_name")


def standing_of(component: Component) -> str:
    """Return in words where the newest submission stands."""
    return getattr(component, "standing", "") or "—"


def segments_of(component: Component) -> str:
    """Return the labels of the piece's segments."""
    return "、".join(str(Segment(code).label) for code in component.segments if code in Segment.values) or "—"


def validity_of(component: Component) -> str:
    """Return beginning and end of the validity, as far as they are set."""
    ends = (component.valid_from, component.valid_until)
    return " – ".join(localtime(end).strftime("%m-%d %H:%M") if end else "…" for end in ends)


class StandingsMixin:
    """Says of each listed piece where its newest submission stands, and what it was copied from."""

    def get_table(self, object_list: Any) -> Any:
        listed = list(object_list)
        words = registry.standings([component.pk for component in listed]) if registry.standings else {}
        copies = BranchCopy.objects.filter(component__in=[component.pk for component in listed])
        found = standings(list(copies.defer("base")), clock.now())
        for component in listed:
            component.standing = words.get(component.pk, "")
            component.copy_standing = found.get(component.pk)
        return super().get_table(listed)  # type: ignore[misc]


class ComponentIndexView(RemembersListMixin, StandingsMixin, OverseenMixin, IndexView):
    """What the user oversees of one kind. The same number of queries however long it is."""

    copy_from_yesterday_url_name: str | None = None

    def get_base_queryset(self) -> QuerySet[Component]:
        overseen: QuerySet[Component] = self.model._default_manager.overseen_by(self.request.user)
        listed = overseen.select_related("branch", "created_by", "product", "latest_revision")
        return listed.defer(*HEAVY, "latest_revision__content")

    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_delete_url(self, instance: Component) -> str | None:
        url: str | None = super().get_delete_url(instance)
        return url if instance.state == ComponentState.DRAFT else None

    def get_list_more_buttons(self, instance: Component) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        buttons.append(where_used_button(instance))
        if self.copy_from_yesterday_url_name and self.user_has_permission("add"):
            buttons.append(copy_from_yesterday_button(self.copy_from_yesterday_url_name, instance))
        return buttons


def where_used_button(component: Component) -> Button:
    """Return the way to what uses `component`."""
    address = reverse("where_used:component", args=[component.public_id])
    return Button(_("Where used"), url=address, icon_name="link", priority=25)


def copy_from_yesterday_button(url_name: str, component: Component) -> Button:
    """Return the button that posts; the page that opens is the new draft."""
    return Button(
        _("Copy from yesterday"),
        icon_name="copy",
        priority=15,
        attrs={
            "data-controller": "w-action",
            "data-action": "w-action#post",
            "data-w-action-url-value": reverse(url_name, args=[component.pk]),
        },
    )
