"""The table of tags."""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views import snippets

from content.forms.tags import TagForm
from content.models import Tag
from content.viewsets.oversight import NeverView, OverseenMixin
from content.viewsets.table import TableIndexView, TableViewSet


class TagIndexView(OverseenMixin, TableIndexView):
    def get_base_queryset(self) -> QuerySet[Tag]:
        overseen = Tag.objects.overseen_by(self.request.user)
        return overseen.select_related("branch").annotate(count=Count("tagged"))


class TagCreateView(OverseenMixin, snippets.CreateView):
    pass


class TagEditView(OverseenMixin, snippets.EditView):
    pass


class TagHistoryView(OverseenMixin, snippets.HistoryView):
    pass


class TagUsageView(OverseenMixin, snippets.UsageView):
    pass


class TagViewSet(TableViewSet):
    """Tags that the user oversees; another branch's does not exist. None is deleted: it goes out of use."""

    model = Tag
    icon = "tag"
    menu_label = _("Tags")
    menu_order = 90
    base_url_path = "content/tags"
    admin_url_namespace = "content_tags"
    index_view_class = TagIndexView
    add_view_class = TagCreateView
    edit_view_class = TagEditView
    history_view_class = TagHistoryView
    usage_view_class = TagUsageView
    delete_view_class = NeverView
    search_fields = ["name", "code"]
    list_filter = ["is_active"]
    list_display = [
        "name",
        Column("code", label=_("Code"), accessor="code"),
        Column("count", label=_("Pieces"), accessor="count"),
        Column("branch", label=_("Branch"), accessor="branch.short_name"),
        BooleanColumn("is_active", label=_("In use")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
                    FieldPanel("branch"),
                    FieldPanel("is_active"),
                ],
                heading=_("Tag"),
            )
        ],
        base_form_class=TagForm,
    )
