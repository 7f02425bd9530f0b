from content.models.calendar import CalendarDay, CalendarYear, Festival, WeeklyColumn
from content.models.component import Component
from content.models.facts import Fact
from content.models.imports import Import, ImportRow
from content.models.media import LibraryDocument, LibraryImage, LibraryRendition
from content.models.product import Product
from content.models.proxies import MorningBrief, ProductAnalysis, proxy_for
from content.models.story import KeptBlob, Masking, Story, StoryPicture

__all__ = [
    "CalendarDay",
    "CalendarYear",
    "Component",
    "Fact",
    "Festival",
    "Import",
    "ImportRow",
    "KeptBlob",
    "LibraryDocument",
    "LibraryImage",
    "LibraryRendition",
    "Masking",
    "MorningBrief",
    "Product",
    "ProductAnalysis",
    "Story",
    "StoryPicture",
    "WeeklyColumn",
    "proxy_for",
]
