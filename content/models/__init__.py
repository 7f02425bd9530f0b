from content.models.component import Component
from content.models.media import LibraryDocument, LibraryImage, LibraryRendition
from content.models.product import Product, ProductFact
from content.models.proxies import MorningBrief, ProductAnalysis, proxy_for

__all__ = [
    "Component",
    "LibraryDocument",
    "LibraryImage",
    "LibraryRendition",
    "MorningBrief",
    "Product",
    "ProductAnalysis",
    "ProductFact",
    "proxy_for",
]
