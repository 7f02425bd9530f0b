"""Products with their facts and what depends on them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.snippets.views import chooser, snippets

from content.models import Fact, Product
from content.queries.dependents import dependents_of_product
from content.viewsets.chooser_access import LookedAtMixin
from content.viewsets.choosing import QuietSnippetChooser, SearchForm
from core import clock
from core.clock import business_day


class ProductSearchForm(SearchForm):
    searched = ("name", "code", "issuer")


class ProductChooseMixin:
    filter_form_class = ProductSearchForm

    def get_object_list(self) -> QuerySet[Product]:
        return Product.objects.filter(is_withdrawn=False)


class ProductChooseView(ProductChooseMixin, chooser.ChooseView):
    pass


class ProductChooseResultsView(ProductChooseMixin, chooser.ChooseResultsView):
    pass


class ProductChooserViewSet(LookedAtMixin, chooser.SnippetChooserViewSet):
    base_widget_class = QuietSnippetChooser
    choose_view_class = ProductChooseView
    choose_results_view_class = ProductChooseResultsView


class ProductInspectView(snippets.InspectView):
    """One product, the newest values of its facts, and what is about it."""

    template_name = "content/products/inspect.html"

    def get_is_agency_display_value(self) -> str:
        return gettext("Yes") if self.object.is_agency else gettext("No")

    def get_is_private_display_value(self) -> str:
        return gettext("Yes") if self.object.is_private else gettext("No")

    def get_is_withdrawn_display_value(self) -> str:
        return gettext("Yes") if self.object.is_withdrawn else gettext("No")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        return {
            **super().get_context_data(**kwargs),
            "facts": Fact.objects.newest().filter(product=self.object),
            "today": business_day(at),
            "dependents": dependents_of_product(self.object, self.request.user, at),
        }


class ProductViewSet(snippets.SnippetViewSet):
    """Everybody at the desk may look at a product; editors and operators keep it."""

    model = Product
    icon = "tag"
    menu_label = _("Products")
    base_url_path = "content/products"
    admin_url_namespace = "content_products"
    chooser_viewset_class = ProductChooserViewSet
    inspect_view_class = ProductInspectView
    inspect_template_name = ProductInspectView.template_name
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "code",
        "name",
        "product_type",
        "risk",
        "issuer",
        "is_agency",
        "is_private",
        "registration_code",
        "is_withdrawn",
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
        BooleanColumn("is_withdrawn", label=_("No longer sold")),
        UpdatedAtColumn(),
    ]
    list_filter = ["product_type", "risk", "is_agency", "is_withdrawn"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("code"), FieldPanel("registration_code")]),
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("product_type"), FieldPanel("risk")]),
                    FieldRowPanel([FieldPanel("issuer"), FieldPanel("is_agency")]),
                    FieldPanel("is_private"),
                    FieldPanel("is_withdrawn"),
                ],
                heading=_("Product"),
            ),
        ]
    )
