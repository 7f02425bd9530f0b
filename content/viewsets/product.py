"""Products with their facts, and the chooser of facts."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.snippets.views import chooser, snippets
from wagtail.snippets.widgets import AdminSnippetChooser

from content.forms.chooser import QuietChooserMixin
from content.forms.product import ProductForm
from content.models import Product, ProductFact
from content.viewsets.chooser_access import LookedAtMixin
from core import clock


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


class ProductSearchForm(SearchForm):
    searched = ("name", "code", "issuer")


class FactSearchForm(SearchForm):
    searched = ("label", "value", "product__name", "product__code")


class ProductChooseMixin:
    filter_form_class = ProductSearchForm


class ProductChooseView(ProductChooseMixin, chooser.ChooseView):
    pass


class ProductChooseResultsView(ProductChooseMixin, chooser.ChooseResultsView):
    pass


class QuietSnippetChooser(QuietChooserMixin, AdminSnippetChooser):
    pass


class ProductChooserViewSet(LookedAtMixin, chooser.SnippetChooserViewSet):
    base_widget_class = QuietSnippetChooser
    choose_view_class = ProductChooseView
    choose_results_view_class = ProductChooseResultsView


class FactChooseMixin:
    """Only facts that are still good."""

    filter_form_class = FactSearchForm

    def get_object_list(self) -> QuerySet[ProductFact]:
        return ProductFact.objects.select_related("product").filter(expires_on__gte=clock.now().date())

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("source", label=_("Source"), accessor="source"),
            Column("expires_on", label=_("Expires on"), accessor="expires_on"),
        ]


class FactChooseView(FactChooseMixin, chooser.ChooseView):
    pass


class FactChooseResultsView(FactChooseMixin, chooser.ChooseResultsView):
    pass


class FactChooserViewSet(LookedAtMixin, chooser.SnippetChooserViewSet):
    base_widget_class = QuietSnippetChooser
    choose_view_class = FactChooseView
    choose_results_view_class = FactChooseResultsView


class ProductViewSet(snippets.SnippetViewSet):
    """Everybody at the desk may look at a product; editors and operators keep it."""

    model = Product
    icon = "tag"
    menu_label = _("Products")
    base_url_path = "content/products"
    admin_url_namespace = "content_products"
    chooser_viewset_class = ProductChooserViewSet
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "code",
        "name",
        "product_type",
        "risk",
        "issuer",
        "is_agency",
        "registration_code",
        "facts",
    ]
    search_backend_name = None
    search_fields = ["name", "code", "issuer"]
    list_display = [
        "name",
        Column("code", label=_("Product code"), accessor="code", sort_key="code"),
        Column("product_type", label=_("Product type"), accessor="get_product_type_display"),
        Column("risk", label=_("Risk level"), accessor="risk", sort_key="risk"),
        Column("issuer", label=_("Issuer"), accessor="issuer"),
        BooleanColumn("is_agency", label=_("Agency")),
        UpdatedAtColumn(),
    ]
    list_filter = ["product_type", "risk", "is_agency"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("code"), FieldPanel("registration_code")]),
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("product_type"), FieldPanel("risk")]),
                    FieldRowPanel([FieldPanel("issuer"), FieldPanel("is_agency")]),
                ],
                heading=_("Product"),
            ),
            InlinePanel(
                "facts",
                heading=_("Facts"),
                label=_("Fact"),
                help_text=_(
                    "A figure that pieces may cite: true as of a day, from a source, until it expires."
                ),
                panels=[
                    FieldRowPanel([FieldPanel("label"), FieldPanel("value")]),
                    FieldRowPanel([FieldPanel("as_of"), FieldPanel("expires_on")]),
                    FieldPanel("source"),
                ],
            ),
        ],
        base_form_class=ProductForm,
    )


class ProductFactViewSet(snippets.SnippetViewSet):
    """There for its chooser and its inspection; facts are written in their product's form."""

    model = ProductFact
    icon = "snippet"
    menu_label = _("Facts")
    base_url_path = "content/facts"
    admin_url_namespace = "content_facts"
    chooser_viewset_class = FactChooserViewSet
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = [
        "label",
        Column("product", label=_("Product"), accessor="product"),
        Column("value", label=_("Value"), accessor="value"),
        Column("as_of", label=_("As of"), accessor="as_of", sort_key="as_of"),
        Column("expires_on", label=_("Expires on"), accessor="expires_on", sort_key="expires_on"),
        Column("source", label=_("Source"), accessor="source"),
    ]

    def get_queryset(self, request: Any) -> QuerySet[ProductFact]:
        return ProductFact.objects.select_related("product")
