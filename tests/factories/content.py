"""Pictures, products with facts, and complete, valid components of both kinds."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from types import MappingProxyType
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image

from content.enums import ProductType, Risk, Segment
from content.models import (
    Component,
    Fact,
    LibraryDocument,
    LibraryImage,
    MorningBrief,
    Product,
    ProductAnalysis,
)
from core import clock
from tests.factories.people import BranchFactory, UserFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")


def picture_file(number: int = 0, width: int = 320, height: int = 240) -> ContentFile[bytes]:
    """Return a PNG whose bytes differ for each number."""
    colour = (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    picture = Image.new("RGB", (width, height), colour)
    picture.putpixel((0, 0), (number % 256, number // 256 % 256, 7))
    buffer = BytesIO()
    picture.save(buffer, format="PNG")
    return ContentFile(buffer.getvalue(), name=f"picture-{number}.png")


def pdf(text: str) -> bytes:
    """Return what passes for a PDF: its first line, `text` as a comment, its end mark."""
    return f"%PDF-1.7\n% {text}\n%%EOF\n".encode()


class ImageFactory(DjangoModelFactory[LibraryImage]):
    """A picture in the collection of `branch`."""

    class Meta:
        model = LibraryImage
        exclude = ["branch"]

    branch = factory.SubFactory(BranchFactory)
    title = factory.Sequence(lambda number: f"图片{number}")
    file = factory.Sequence(picture_file)
    collection = factory.LazyAttribute(lambda made: made.branch.collection)


class DocumentFactory(DjangoModelFactory[LibraryDocument]):
    """A small PDF in the collection of `branch`."""

    class Meta:
        model = LibraryDocument
        exclude = ["branch"]

    branch = factory.SubFactory(BranchFactory)
    title = factory.Sequence(lambda number: f"文件{number}")
    file = factory.Sequence(
        lambda number: ContentFile(pdf(f"示范文件 {number}"), name=f"document-{number}.pdf")
    )
    collection = factory.LazyAttribute(lambda made: made.branch.collection)


class ProductFactory(DjangoModelFactory[Product]):
    """A wealth product of low risk; `fund=True` makes it an agency fund of R4."""

    class Meta:
        model = Product

    class Params:
        fund = factory.Trait(
            product_type=ProductType.FUND, risk=Risk.R4, is_agency=True, issuer="示范基金管理有限公司"
        )

    code = factory.Sequence(lambda number: f"SFLC{number:04d}")
    name = factory.Sequence(lambda number: f"示范稳健理财{number}号")
    product_type = ProductType.WEALTH
    risk = Risk.R2
    issuer = "示范理财有限责任公司"
    registration_code = factory.Sequence(lambda number: f"Z70001{number:07d}")


class FactFactory(DjangoModelFactory[Fact]):
    class Meta:
        model = Fact

    product = factory.SubFactory(ProductFactory)
    label = "七日年化"
    value = "2.15"
    unit = "%"
    as_of = factory.LazyFunction(lambda: today() - timedelta(days=1))
    source = "示范理财有限责任公司官网"
    expires_on = factory.LazyFunction(lambda: today() + timedelta(days=30))


def today() -> date:
    """Return the business day of the present moment."""
    return clock.now().astimezone(SHANGHAI).date()


def block(block_type: str, value: Any) -> dict[str, Any]:
    """Return a raw StreamField block with an id of its own."""
    return {"type": block_type, "value": value, "id": str(uuid4())}


def items(*values: Any) -> list[dict[str, Any]]:
    """Return the raw value of a ListBlock."""
    return [block("item", value) for value in values]


Wording = str | Mapping[str, Any]
"""Another wording, or its text and for whom it is."""


def for_personas(text: str, *codes: str) -> Wording:
    """Return a wording marked for personas."""
    return {"text": text, "for_personas": list(codes)}


def channel(
    name: str,
    text: str,
    pictures: Sequence[LibraryImage] = (),
    variants: Sequence[Wording] = (),
    action: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the raw block of one channel: text, other wordings, pictures, call to action (a raw block)."""
    shown = items(*(picture.pk for picture in pictures))
    asked = [action] if action else []
    return block(name, {"text": text, "variants": items(*variants), "pictures": shown, "action": asked})


def h5_link(address: str = "https://m.shifanbank.example/offer", words: str = "查看活动") -> dict[str, Any]:
    """Return the raw block of a link, to a domain that the test settings list."""
    return block("h5_link", {"words": words, "address": address})


def group_code(picture: LibraryImage, expires_at: datetime, words: str = "桃园福利群") -> dict[str, Any]:
    """Return the raw block of a group's QR code."""
    value = {
        "words": words,
        "picture": picture.pk,
        "where": "桃园路网点",
        "expires_at": expires_at.isoformat(),
    }
    return block("group_code", value)


def brief_body(market_day: date, as_of: datetime) -> list[dict[str, Any]]:
    """Return the raw body of a complete morning brief."""

    def indicator(name: str, value: str, change: str) -> dict[str, Any]:
        return {
            "name": name,
            "value": value,
            "unit": "点",
            "change": change,
            "as_of": as_of.isoformat(),
            "source": "示范行情中心",
        }

    return [
        block("market_day", {"market_date": market_day.isoformat(), "sticker": None}),
        block(
            "indicators",
            items(indicator("上证指数", "3012.5000", "0.35"), indicator("深证成指", "9651.2000", "-0.12")),
        ),
        block(
            "headlines",
            items(
                *(
                    {"text": text, "source": "示范财经社"}
                    for text in ("央行开展逆回购操作", "多地发布促消费举措", "人民币汇率总体平稳")
                )
            ),
        ),
    ]


def analysis_body(fact: Fact | None) -> list[dict[str, Any]]:
    """Return the raw body of a complete product analysis."""
    blocks = [
        block("thesis", "<p>面向追求稳健的客户，<b>随时了解产品表现</b>。</p>"),
        block("risks", items("净值可能波动，本金可能受损。")),
        block("suitable_for", "风险承受能力评估为稳健型及以上的投资者。"),
    ]
    if fact is not None:
        blocks.insert(1, block("figures", items({"fact": fact.pk, "wording": "截至披露日的七日年化"})))
    return blocks


class ComponentFactory(DjangoModelFactory[Component]):
    """What both kinds share. Saved as its author's draft, with a revision; valid at the present moment.

    `texts` maps a channel to its text, `variants` a channel to other wordings, `pictures` are put into every
    channel, `actions` maps a channel to the raw block of its call to action.
    """

    class Meta:
        abstract = True
        exclude = ["texts", "variants", "pictures", "actions", "at"]

    variants: Mapping[str, Sequence[Wording]] = {}
    at = factory.LazyFunction(clock.now)
    pictures: Sequence[LibraryImage] = ()
    actions: Mapping[str, dict[str, Any]] = MappingProxyType({})
    created_by = factory.SubFactory(UserFactory, editor=True)
    branch = factory.SelfAttribute("created_by.branch")
    segments = factory.LazyFunction(lambda: [Segment.CREDIT_CARD.value])
    valid_from = factory.LazyAttribute(lambda made: made.at - timedelta(hours=1))
    valid_until = factory.LazyAttribute(lambda made: made.at + timedelta(days=2))
    channels = factory.LazyAttribute(
        lambda made: [
            channel(name, text, made.pictures, made.variants.get(name, ()), made.actions.get(name))
            for name, text in made.texts.items()
        ]
    )

    @classmethod
    def _create(cls, model_class: type[Component], *args: Any, **fields: Any) -> Component:
        component: Component = super()._create(model_class, *args, **fields)
        component.save_revision(user=component.created_by, clean=False)
        return component


class MorningBriefFactory(ComponentFactory):
    """A brief. Its market day is tomorrow, so that it is fresh whatever the hour of the test."""

    class Meta:
        model = MorningBrief

    class Params:
        market_day = factory.LazyAttribute(
            lambda made: made.at.astimezone(SHANGHAI).date() + timedelta(days=1)
        )

    title = factory.LazyAttribute(lambda made: f"晨间财经早报 {made.market_day:%Y-%m-%d}")
    body = factory.LazyAttribute(lambda made: brief_body(made.market_day, made.at.astimezone(SHANGHAI)))
    texts = factory.LazyFunction(
        lambda: {
            "moments": "早安，今日财经早报请查收。\n以上信息仅供参考，不构成任何投资建议。",
            "group": "各位早上好，今日市场要点如下。\n以上信息仅供参考，不构成任何投资建议。",
        }
    )


class ProductAnalysisFactory(ComponentFactory):
    """An analysis of `product` that cites `fact`."""

    class Meta:
        model = ProductAnalysis
        exclude = ["texts", "variants", "pictures", "actions", "at", "fact"]

    product = factory.SubFactory(ProductFactory)
    fact = factory.SubFactory(FactFactory, product=factory.SelfAttribute("..product"))
    title = factory.LazyAttribute(lambda made: f"{made.product.name}产品分析")
    body = factory.LazyAttribute(lambda made: analysis_body(made.fact))
    texts = factory.LazyAttribute(
        lambda made: dict.fromkeys(
            ("moments", "one_to_one"),
            f"{made.product.name}，风险等级{made.product.risk}，发行人{made.product.issuer}。"
            "理财非存款、产品有风险、投资须谨慎。",
        )
    )
