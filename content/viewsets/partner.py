"""The table of partner institutions with their agency lists."""

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column

from content.forms.partner import PartnerForm
from content.models import Partner
from content.viewsets.oversight import NeverView
from content.viewsets.table import TableViewSet


class PartnerViewSet(TableViewSet):
    """Kept by head office, looked at by whoever oversees. None is deleted: it goes out of use."""

    model = Partner
    icon = "group"
    menu_label = _("Partner institutions")
    base_url_path = "content/partners"
    admin_url_namespace = "content_partners"
    delete_view_class = NeverView
    search_fields = ["name", "code"]
    list_filter = ["is_active"]
    list_display = [
        "name",
        Column("code", label=_("Code"), accessor="code"),
        Column("count", label=_("Agency products"), accessor="count"),
        BooleanColumn("is_active", label=_("In use")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
                    FieldPanel("is_active"),
                    FieldPanel("products", widget=forms.CheckboxSelectMultiple),
                ],
                heading=_("Partner institution"),
            )
        ],
        base_form_class=PartnerForm,
    )

    def get_queryset(self, request: object) -> QuerySet[Partner]:
        return Partner.objects.annotate(count=Count("products"))
