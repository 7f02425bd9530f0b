"""What the choosers share: they find by words without an index, and start without an inline script."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.widgets import AdminSnippetChooser

from content.forms.chooser import QuietChooserMixin


class SearchForm(BaseFilterForm):
    """Finds by words in the fields named in `searched`."""

    searched: tuple[str, ...] = ()

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Search"), "data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        found = super().filter(objects)
        words = self.cleaned_data.get("q")
        if words:
            self.is_searching, self.search_query = True, words
            condition = Q()
            for name in self.searched:
                condition |= Q(**{f"{name}__icontains": words})
            found = found.filter(condition)
        return found


class QuietSnippetChooser(QuietChooserMixin, AdminSnippetChooser):
    """A snippet's chooser without an inline script."""
