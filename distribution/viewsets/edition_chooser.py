"""Choosing an edition for a package: only among what the user's branch may lay out."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from content.forms.chooser import QuietChooserMixin
from content.kinds import kind_label
from core import clock
from distribution.queries.packages import layable_editions
from review.models import Edition


class EditionFilterForm(BaseFilterForm):
    """Finds by title and review number."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Search"), "data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.filter(Q(title__icontains=words) | Q(number__icontains=words))


class ListedMixin:
    filter_form_class = EditionFilterForm

    def get_object_list(self) -> QuerySet[Edition]:
        return layable_editions(self.request.user, clock.now())  # type: ignore[attr-defined]

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("kind", label=_("Kind"), accessor=lambda edition: kind_label(edition.kind)),
            Column("number", label=_("Review number")),
            DateColumn("valid_from", label=_("Valid from")),
            DateColumn("valid_until", label=_("Valid until")),
        ]


class EditionChooseView(ListedMixin, chooser.ChooseView):
    pass


class EditionChooseResultsView(ListedMixin, chooser.ChooseResultsView):
    pass


class EditionChosenView(chooser.ChosenView):
    def get_object(self, pk: str) -> Edition:
        return layable_editions(self.request.user, clock.now()).get(pk=pk if pk.isdecimal() else None)


class EditionChosenMultipleView(chooser.ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Edition]:
        keys = [pk for pk in pks if pk.isdecimal()]
        return layable_editions(self.request.user, clock.now()).filter(pk__in=keys)


class EditionChooserWidget(QuietChooserMixin):
    """Shows the title of an edition only if the form allows it, so that no id tells of another branch."""

    allowed: QuerySet[Edition] = Edition.objects.none()

    def get_instance(self, value: Any) -> Edition | None:
        if value is None or isinstance(value, Edition):
            return value
        return self.allowed.filter(pk=value).first() if str(value).isdecimal() else None


class EditionChooserViewSet(ChooserViewSet):
    model = Edition
    icon = "doc-full"
    choose_one_text = _("Choose an edition")
    choose_another_text = _("Choose another edition")
    choose_view_class = EditionChooseView
    choose_results_view_class = EditionChooseResultsView
    chosen_view_class = EditionChosenView
    chosen_multiple_view_class = EditionChosenMultipleView
    base_widget_class = EditionChooserWidget

    def get_urlpatterns(self) -> list[Any]:
        """Without the address for making one: Wagtail opens it to superusers; editions are only issued."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


edition_chooser_viewset = EditionChooserViewSet("edition_chooser")
