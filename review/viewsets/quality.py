"""How well the rules in force judge the labelled corpus."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from review.queries.quality import shown_quality
from review.viewsets.labels import CorpusMenuItem, CorpusPage


class QualityView(CorpusPage):
    """Recall and precision by category, and the sentences that are wrong now, as measured before."""

    template_name = "review/quality/index.html"
    page_title = gettext_lazy("Quality of the rules")
    header_icon = "glasses"
    crumbs = ()
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        category = request.GET.get("category", "")
        return self.show(quality=shown_quality(category), category=category)


class QualityViewSet(ViewSet):
    name = "rule_quality"
    url_prefix = "review/quality"
    icon = "glasses"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Quality of the rules")
    menu_name = "rule-quality"
    menu_order = 221
    menu_item_class = CorpusMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", QualityView.as_view(), name="index")]
