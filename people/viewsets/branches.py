"""Branches in the admin."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from people.models import Branch


class BranchIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Branch]:
        return Branch.objects.order_by("path")


class BranchViewSet(ModelViewSet):
    """The tree of branches, to look at."""

    model = Branch
    name = "branches"
    icon = "site"
    menu_label = _("Branches")
    menu_order = 810
    add_to_admin_menu = True
    form_fields = ["code", "name", "short_name"]
    index_view_class = BranchIndexView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["code", "name", "short_name"]
    search_fields = ["code", "name", "short_name"]
    search_backend_name = None
    list_display = [
        Column("name", label=_("Name"), accessor=lambda branch: "　" * (branch.depth - 1) + branch.name),
        Column("code", label=_("Code"), accessor="code"),
        Column("short_name", label=_("Short name"), accessor="short_name"),
    ]
