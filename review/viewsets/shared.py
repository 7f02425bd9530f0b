"""From head office: the editions in force of the branches above, to look at and to copy."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

from content.kinds import find_kind, kind_choices, kind_label
from content.models import BranchCopy, Component
from content.panels.home import writes
from content.queries.thawing import picture_addresses
from people.models import User
from review.models import Edition
from review.models.candidate import TamperedContent
from review.models.edition import EditionQuerySet
from review.viewsets.access import DeskPage, DeskView
from review.viewsets.columns import KindColumn, MomentColumn, ValidityColumn
from review.viewsets.menu import DeskMenuItem
from review.viewsets.rendering import modes_of

SHARED_CRUMB = {"url": reverse_lazy("review_shared:index"), "label": gettext_lazy("From head office")}


def shared_editions(user: User, at: Any) -> EditionQuerySet:
    """Return the editions in force that the branches above `user`'s own let it use, newest first."""
    editions: EditionQuerySet = (
        Edition.objects.usable_by(user)
        .exclude(branch=user.branch_id)
        .readable(at)
        .select_related("branch", "component")
        .defer("certificate", "component__body", "component__channels")
        .order_by("-issued_at", "-pk")
    )
    return editions


class SharedFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=kind_choices, empty_label=gettext_lazy("All"), widget=RadioSelect
    )

    class Meta:
        model = Edition
        fields: list[str] = []


class CopiesColumn(Column):
    """How many copies the reader's branch has of it."""

    def get_value(self, instance: Any) -> str:
        return str(instance.copies) if instance.copies else "—"


class SharedListView(DeskView, BaseListingView):
    """The same number of queries however many there are."""

    template_name = "review/edition_list.html"
    results_template_name = "review/shared_list_results.html"
    index_url_name = "review_shared:index"
    index_results_url_name = "review_shared:index_results"
    filterset_class = SharedFilterSet
    paginate_by = 20
    header_icon = "download"
    page_title = gettext_lazy("From head office")
    is_searchable = True
    search_fields = ["title", "number"]
    search_backend_name = None

    def get_base_queryset(self) -> QuerySet[Edition]:
        return shared_editions(self.request.user, self.at)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), url_name="review_shared:edition", id_accessor="public_id"),
            Column("number", label=_("Review number")),
            KindColumn("kind", label=_("Kind")),
            Column("branch", label=_("Branch"), accessor="branch.short_name"),
            ValidityColumn("validity", label=_("Validity")),
            MomentColumn("issued_at", label=_("Issued")),
            CopiesColumn("copies", label=_("Copied by us")),
        ]

    def get_table(self, object_list: Any) -> Any:
        listed = list(object_list)
        copied = BranchCopy.objects.filter(
            source__in=[edition.component_id for edition in listed],
            component__branch=self.request.user.branch,
        )
        sources = list(copied.values_list("source_id", flat=True))
        for edition in listed:
            edition.copies = sources.count(edition.component_id)
        return super().get_table(listed)


class SharedEditionView(DeskPage):
    """One of them as it was approved, with the button that copies it."""

    template_name = "review/shared.html"
    header_icon = "download"
    crumbs = (SHARED_CRUMB,)
    http_method_names = ["get", "head"]

    def get_page_title(self) -> str:
        return self.edition.title

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        found = shared_editions(request.user, self.at).select_related("candidate").filter(public_id=public_id)
        edition: Edition | None = found.first()
        if edition is None:
            raise Http404
        self.edition = edition
        try:
            document = edition.content
        except TamperedContent as error:
            raise Http404 from error
        return self.show(
            edition=edition,
            document=document,
            modes=modes_of(document),
            picture_urls=picture_addresses(document, request.user),
            kind_label=kind_label(edition.kind),
            may_copy=writes(request.user) and _may_be_copied(edition.component),
            copies=BranchCopy.objects.filter(
                source=edition.component_id, component__branch=request.user.branch
            ).select_related("component"),
        )


def _may_be_copied(component: Component) -> bool:
    kind = find_kind(component.kind)
    return kind is not None and not kind.rests_on_consent


class BelowHeadOfficeItem(DeskMenuItem):
    """Shown to those above whom there is a branch."""

    def is_shown(self, request: HttpRequest) -> bool:
        return super().is_shown(request) and request.user.branch is not None and request.user.branch.depth > 1


class SharedViewSet(ViewSet):
    name = "review_shared"
    url_prefix = "review/shared"
    icon = "download"
    add_to_admin_menu = True
    menu_label = gettext_lazy("From head office")
    menu_name = "shared"
    menu_order = 105
    menu_item_class = BelowHeadOfficeItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", SharedListView.as_view(), name="index"),
            path("results/", SharedListView.as_view(results_only=True), name="index_results"),
            path("<uuid:public_id>/", SharedEditionView.as_view(), name="edition"),
        ]
