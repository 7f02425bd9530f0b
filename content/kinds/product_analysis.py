"""产品分析: about one product, with the facts, risks and disclosures that its type demands."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.analysis import BenchmarkBlock, FiguresBlock, RisksBlock
from content.blocks.text import PlainRichTextBlock, PlainTextBlock
from content.enums import KindGroup
from content.kinds.base import Kind, ProductNeed, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "thesis", "value": ""},
        {"type": "figures", "value": []},
        {"type": "risks", "value": opening_items("")},
        {"type": "suitable_for", "value": ""},
    ]


PRODUCT_ANALYSIS = Kind(
    code="product_analysis",
    label=_("Product analysis"),
    label_plural=_("Product analyses"),
    icon="doc-full",
    group=KindGroup.PRODUCTS,
    purpose=_("One product explained: figures with their source, risks, for whom."),
    blocks=(
        ("thesis", PlainRichTextBlock(label=_("What it is and whom it serves"), icon="pilcrow")),
        ("figures", FiguresBlock()),
        ("benchmark", BenchmarkBlock()),
        ("risks", RisksBlock()),
        ("suitable_for", PlainTextBlock(label=_("Suitable for"), icon="user", max_length=400)),
    ),
    due=timedelta(days=2),
    opens_with=_opens_with,
    product=ProductNeed.MUST,
    optional=frozenset({"figures", "benchmark"}),
    checklist=(
        _("The product's name, issuer and risk level are right."),
        _("Each yield or benchmark stands with its period and source."),
        _("The risks are as easy to read as the advantages."),
    ),
    disclosures=("理财非存款、产品有风险、投资须谨慎。",),
)
