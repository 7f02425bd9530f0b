"""One proxy for each kind, for forms, viewsets and menus only (docs/decisions/0004-proxies-by-kind.md)."""

from typing import Any, ClassVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from content.kinds import MORNING_BRIEF, PRODUCT_ANALYSIS, Kind
from content.models.component import Component
from people.models import BranchOwnedQuerySet


class KindManager(models.Manager.from_queryset(BranchOwnedQuerySet)):  # type: ignore[misc]
    """Only rows of the proxy's own kind; another kind's key is not found."""

    def get_queryset(self) -> BranchOwnedQuerySet:
        return cast("BranchOwnedQuerySet", super().get_queryset().filter(kind=self.model.declared.code))


class MorningBrief(Component):
    declared: ClassVar[Kind] = MORNING_BRIEF
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("morning finance brief")
        verbose_name_plural = _("morning finance briefs")


class ProductAnalysis(Component):
    declared: ClassVar[Kind] = PRODUCT_ANALYSIS
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("product analysis")
        verbose_name_plural = _("product analyses")


_PROXIES: dict[str, Any] = {proxy.declared.code: proxy for proxy in (MorningBrief, ProductAnalysis)}


def proxy_for(kind_code: str) -> Any:
    """Return the proxy model of a kind. Raises KeyError if there is none."""
    return _PROXIES[kind_code]
