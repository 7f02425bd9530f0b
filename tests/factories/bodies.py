"""Complete bodies of the kinds, each passing its own checks and screening."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from content.enums import (
    CardPlace,
    ChartShape,
    ColumnOccasion,
    CustomerEvent,
    Game,
    Learners,
    LifeScene,
    PersonaType,
    QuoteRight,
    ScriptScene,
    Weekday,
)
from content.models import LibraryImage
from tests.factories.content import block, items

RawBody = list[dict[str, Any]]

WEALTH_DISCLOSURES = (
    "R2，适合稳健型投资者，管理费以说明书为准，登记编码Z7001025001218。理财非存款、产品有风险、投资须谨慎。"
)
"""What the text of a wealth product must carry, so that screening finds nothing else."""


def noon_deal(at: datetime, picture: LibraryImage) -> RawBody:
    return [
        block(
            "offer",
            {
                "merchant": "示范咖啡馆",
                "gives": "第二杯半价",
                "price": "18.00",
                "usual_price": "24.00",
                "stock": 200,
                "card": "示范银行信用卡",
            },
        ),
        block("offer_times", {"starts": at.isoformat(), "ends": (at + timedelta(hours=6)).isoformat()}),
        block("place", {"city": "示范市", "business_circle": "桃园商圈", "address": "桃园路1号"}),
        block("terms", items("每人每日限参与一次。", "名额有限，先到先得。")),
    ]


def evening_topic(at: datetime, picture: LibraryImage) -> RawBody:
    topic = {"words": "今天让你会心一笑的小事是什么？", "author": "", "right": QuoteRight.OWN}
    return [
        block("topic", topic),
        block("host_guide", items("先说自己的一件小事。", "每条回应都接一句。")),
    ]


def persona_template(at: datetime, picture: LibraryImage) -> RawBody:
    return [
        block(
            "persona",
            {
                "persona_type": PersonaType.HARD_DATA,
                "tone": "先给数字，再给看法",
                "self_introduction": "我用数据陪您看懂日常财务。",
                "avatar": "浅色背景的半身照。",
                "cover": "书桌与图表。",
            },
        ),
        block(
            "persona_steps",
            {
                "positioning": "面向关注数据的客户。",
                "armoury": "每天一条早报，每周两条数据解读。",
                "scenes": "通勤路上的一张图。",
                "assistance": "用模板整理图表。",
                "spreading": "请客户点题，下周回答。",
            },
        ),
        block("sample_posts", items("今天看三个数。", "一张图看懂存款结构。", "数据之外，也要休息。")),
        block("persona_do", items("注明数据来源。")),
        block("persona_dont", items("不预测行情。")),
    ]


def market_note(at: datetime, picture: LibraryImage) -> RawBody:
    points = [{"name": name, "value": value} for name, value in (("1月", "3.10"), ("2月", "3.00"))]
    table = {
        "caption": "一年期LPR",
        "unit": "%",
        "as_of": at.isoformat(),
        "source": "全国银行间同业拆借中心",
        "shape": ChartShape.TABLE,
        "points": items(*points),
    }
    return [block("market_table", table), block("market_comment", "一年期LPR与上月相比下行0.10个百分点。")]


def script(at: datetime, picture: LibraryImage) -> RawBody:
    return [
        block("script_scene", {"script_scene": ScriptScene.GREETING, "aim": "让客户知道我是谁"}),
        block("variants", items({"suits": "简短", "words": "您好，我是您的客户经理，有需要随时找我。"})),
        block("not_when", items("客户已经说过请勿打扰。")),
    ]


def faq(at: datetime, picture: LibraryImage) -> RawBody:
    question = {"question": "怎样修改短信提醒？", "other_wordings": items("短信提醒在哪里改")}
    return [
        block("question", question),
        block("answer", "打开手机银行，进入“设置”，选择“消息提醒”即可修改。"),
        block("answer_picture", picture.pk),
    ]


def activity_kit(at: datetime, picture: LibraryImage) -> RawBody:
    return [
        block("game", {"game": Game.QUIZ, "minutes": 30, "people": 100}),
        block(
            "run_down",
            items(
                {"minute": -30, "message": "半小时后开始。", "host_action": "置顶公告", "picture": None},
                {"minute": 0, "message": "第一题来了。", "host_action": "", "picture": picture.pk},
            ),
        ),
        block(
            "prizes",
            items(
                {"prize": "定制帆布袋", "quantity": 10, "worth": "30.00", "handed_out": "三个工作日内邮寄"}
            ),
        ),
        block("terms", items("每人限中奖一次。")),
        block("reminders", items({"hours_before": 1, "reminder": "一小时后见。"})),
    ]


def life_scene(at: datetime, picture: LibraryImage) -> RawBody:
    scene = {"life_scene": LifeScene.COFFEE, "moment": "周末学拉花。", "benefit": "合作咖啡馆周末礼遇"}
    return [
        block("life_scene", scene),
        block("shots", items("一只手端着杯子。")),
        block("suits_personas", items(PersonaType.GENTLE_AESTHETE)),
    ]


def poster(at: datetime, picture: LibraryImage) -> RawBody:
    value = {"artwork": picture.pk, "card_place": CardPlace.BELOW, "shown_words": "早安，示范市"}
    return [block("poster", value)]


def hotspot_guide(at: datetime, picture: LibraryImage) -> RawBody:
    event = {
        "customer_event": CustomerEvent.PAYDAY,
        "how_to_notice": "客户自己在聊天里说起。",
        "when_to_write": "当天傍晚",
    }
    return [
        block("customer_event", event),
        block("approach", items("先祝贺，再问计划。")),
        block("not_when", items("客户正在忙。")),
    ]


def calendar_column(at: datetime, picture: LibraryImage) -> RawBody:
    column = {
        "occasion": ColumnOccasion.WEEKDAY,
        "column_name": "周三福利日",
        "weekday": Weekday.WEDNESDAY,
        "first_day": None,
        "last_day": None,
    }
    return [block("column", column), block("column_guide", items("每周三十二点发出。"))]


def ugc_story(at: datetime, picture: LibraryImage) -> RawBody:
    consent = {
        "consent_number": "SQ-0001",
        "given_on": at.date().isoformat(),
        "holds_until": (at.date() + timedelta(days=300)).isoformat(),
    }
    story = {"told": "第一次带孩子来网点参观，他记住了怎么认硬币。", "masked_picture": picture.pk}
    return [block("consent", consent), block("story", story)]


def lesson(at: datetime, picture: LibraryImage) -> RawBody:
    question = {
        "asked": "可以在朋友圈预测行情吗？",
        "answers": items("可以", "不可以"),
        "right_answer": 2,
        "because": "预测行情会误导客户。",
    }
    return [
        block("lesson_for", {"learners": Learners.ALL_MANAGERS, "reading_minutes": 5}),
        block("lesson_text", "<p>发朋友圈前先看三件事。</p>"),
        block("lesson_test", items(question, question, question)),
    ]


BODIES: dict[str, Callable[[datetime, LibraryImage], RawBody]] = {
    made.__name__: made
    for made in (
        noon_deal,
        evening_topic,
        persona_template,
        market_note,
        script,
        faq,
        activity_kit,
        life_scene,
        poster,
        hotspot_guide,
        calendar_column,
        ugc_story,
        lesson,
    )
}
