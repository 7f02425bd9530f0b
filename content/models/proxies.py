"""One proxy for each kind, for forms, viewsets and menus only (docs/decisions/0004-proxies-by-kind.md)."""

from typing import Any, ClassVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from content import kinds
from content.kinds import Kind
from content.models.component import Component
from people.models import BranchOwnedQuerySet


class KindManager(models.Manager.from_queryset(BranchOwnedQuerySet)):  # type: ignore[misc]
    """Only rows of the proxy's own kind; another kind's key is not found."""

    def get_queryset(self) -> BranchOwnedQuerySet:
        return cast("BranchOwnedQuerySet", super().get_queryset().filter(kind=self.model.declared.code))


class MorningBrief(Component):
    declared: ClassVar[Kind] = kinds.MORNING_BRIEF
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("morning finance brief")
        verbose_name_plural = _("morning finance briefs")


class NoonDeal(Component):
    declared: ClassVar[Kind] = kinds.NOON_DEAL
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("noon deal")
        verbose_name_plural = _("noon deals")


class EveningTopic(Component):
    declared: ClassVar[Kind] = kinds.EVENING_TOPIC
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("evening topic")
        verbose_name_plural = _("evening topics")


class PersonaTemplate(Component):
    declared: ClassVar[Kind] = kinds.PERSONA_TEMPLATE
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("persona template")
        verbose_name_plural = _("persona templates")


class ProductAnalysis(Component):
    declared: ClassVar[Kind] = kinds.PRODUCT_ANALYSIS
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("product analysis")
        verbose_name_plural = _("product analyses")


class MarketNote(Component):
    declared: ClassVar[Kind] = kinds.MARKET_NOTE
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("market note")
        verbose_name_plural = _("market notes")


class Script(Component):
    declared: ClassVar[Kind] = kinds.SCRIPT
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("script")
        verbose_name_plural = _("scripts")


class Faq(Component):
    declared: ClassVar[Kind] = kinds.FAQ
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("frequent question")
        verbose_name_plural = _("frequent questions")


class ActivityKit(Component):
    declared: ClassVar[Kind] = kinds.ACTIVITY_KIT
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("activity kit")
        verbose_name_plural = _("activity kits")


class SceneOfLife(Component):
    declared: ClassVar[Kind] = kinds.LIFE_SCENE
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("scene of life")
        verbose_name_plural = _("scenes of life")


class Poster(Component):
    declared: ClassVar[Kind] = kinds.POSTER
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("poster")
        verbose_name_plural = _("posters")


class HotspotGuide(Component):
    declared: ClassVar[Kind] = kinds.HOTSPOT_GUIDE
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("hotspot guide")
        verbose_name_plural = _("hotspot guides")


class CalendarColumn(Component):
    declared: ClassVar[Kind] = kinds.CALENDAR_COLUMN
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("column or festival")
        verbose_name_plural = _("columns and festivals")


class UgcStory(Component):
    declared: ClassVar[Kind] = kinds.UGC_STORY
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("customer's story")
        verbose_name_plural = _("customers' stories")


class Lesson(Component):
    declared: ClassVar[Kind] = kinds.LESSON
    objects: ClassVar[Any] = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


PROXIES: tuple[type[Component], ...] = (
    MorningBrief,
    NoonDeal,
    EveningTopic,
    PersonaTemplate,
    ProductAnalysis,
    MarketNote,
    Script,
    Faq,
    ActivityKit,
    SceneOfLife,
    Poster,
    HotspotGuide,
    CalendarColumn,
    UgcStory,
    Lesson,
)

_by_kind: dict[str, Any] = {proxy.declared.code: proxy for proxy in PROXIES if proxy.declared is not None}


def proxy_for(kind_code: str) -> Any:
    """Return the proxy model of a kind. Raises KeyError if there is none."""
    return _by_kind[kind_code]
