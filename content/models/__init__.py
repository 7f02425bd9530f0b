from content.models.calendar import CalendarDay, CalendarYear, Festival, WeeklyColumn
from content.models.component import Component
from content.models.fact_batch import FactBatch
from content.models.facts import Fact
from content.models.imports import Import, ImportRow
from content.models.links import LinkCheck
from content.models.media import LibraryDocument, LibraryImage, LibraryRendition
from content.models.origin import BranchCopy, OriginDamaged
from content.models.partner import Partner
from content.models.product import Product
from content.models.proxies import MorningBrief, ProductAnalysis, proxy_for
from content.models.receipt import PartnerReceipt
from content.models.saved_filters import SavedFilter
from content.models.story import KeptBlob, Masking, Story, StoryPicture
from content.models.tags import ComponentTag, Tag

__all__ = [
    "BranchCopy",
    "CalendarDay",
    "CalendarYear",
    "Component",
    "ComponentTag",
    "Fact",
    "FactBatch",
    "Festival",
    "Import",
    "ImportRow",
    "KeptBlob",
    "LibraryDocument",
    "LibraryImage",
    "LibraryRendition",
    "LinkCheck",
    "Masking",
    "MorningBrief",
    "OriginDamaged",
    "Partner",
    "PartnerReceipt",
    "Product",
    "ProductAnalysis",
    "SavedFilter",
    "Story",
    "StoryPicture",
    "Tag",
    "WeeklyColumn",
    "proxy_for",
]
