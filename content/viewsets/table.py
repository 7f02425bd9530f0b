"""Plain tables in the admin, kept row by row."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.snippets.views import snippets


class TableIndexView(snippets.IndexView):
    """Without checkboxes: nothing here is done in bulk."""

    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class TableViewSet(snippets.SnippetViewSet):
    """What tables of the bank's own words and days share. There is no chooser: nothing else chooses them."""

    copy_view_enabled = False
    search_backend_name = None
    index_view_class = TableIndexView

    def register_chooser_viewset(self) -> None:
        """Nothing."""
