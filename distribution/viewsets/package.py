"""The package desk: what is laid out for a day."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from core import clock
from core.clock import business_day
from distribution.forms.package import PackageForm
from distribution.models import Package
from distribution.queries.packages import own_packages


class OwnPackageMixin:
    """Stands before a generic view: the key of another branch's package does not exist."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if "pk" in kwargs and not own_packages(request.user).filter(pk=kwargs["pk"]).exists():
            raise Http404
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


class PackageIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Package]:
        return own_packages(self.request.user).annotate(items_count=Count("items"))

    @property
    def header_buttons(self) -> list[Any]:
        day = business_day(clock.now())
        address = f"{reverse(self.index_url_name)}?day={day}"
        return [*super().header_buttons, HeaderButton(label=_("Today"), url=address, icon_name="date")]


class PackageEditView(OwnPackageMixin, generic.EditView):
    pass


class PackageDeleteView(OwnPackageMixin, generic.DeleteView):
    pass


class PackageHistoryView(OwnPackageMixin, HistoryView):
    pass


class PackageUsageView(OwnPackageMixin, UsageView):
    pass


class PackageViewSet(ModelViewSet):
    model = Package
    icon = "calendar-alt"
    menu_label = _("Packages")
    menu_name = "packages"
    menu_order = 150
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PackageIndexView
    edit_view_class = PackageEditView
    delete_view_class = PackageDeleteView
    history_view_class = PackageHistoryView
    usage_view_class = PackageUsageView
    list_display = [
        "title",
        Column("day", label=_("Day"), accessor="day", sort_key="day"),
        Column("items_count", label=_("Items")),
        BooleanColumn("is_built", label=_("Built from the programme")),
    ]
    list_filter = ["day"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("day"), FieldPanel("title")]),
            InlinePanel(
                "items",
                heading=_("Items"),
                label=_("Item"),
                help_text=_(
                    "Each edition is checked again when it is served: what was recalled or has ended "
                    "is not shown."
                ),
                panels=[
                    FieldPanel("edition"),
                    FieldRowPanel([FieldPanel("slot"), FieldPanel("position")]),
                ],
            ),
        ],
        base_form_class=PackageForm,
    )


package_viewset = PackageViewSet("packages")
