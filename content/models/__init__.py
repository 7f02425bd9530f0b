from content.models.calendar import CalendarDay, CalendarYear, Festival, WeeklyColumn
from content.models.component import Component
from content.models.facts import Fact
from content.models.media import LibraryDocument, LibraryImage, LibraryRendition
from content.models.product import Product
from content.models.proxies import MorningBrief, ProductAnalysis, proxy_for

__all__ = [
    "CalendarDay",
    "CalendarYear",
    "Component",
    "Fact",
    "Festival",
    "LibraryDocument",
    "LibraryImage",
    "LibraryRendition",
    "MorningBrief",
    "Product",
    "ProductAnalysis",
    "WeeklyColumn",
    "proxy_for",
]
