"""Codes that editions store. They never change; a label may."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ComponentState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CLOSED = "closed", _("Closed: consent withdrawn")


class Origin(models.TextChoices):
    """Who wrote a piece: the bank, or a partner whose approved material is passed on unchanged."""

    OWN = "own", _("The bank's own")
    PARTNER = "partner", _("Partner material")


class KindGroup(models.TextChoices):
    """What belongs together in the menu and on the page of new pieces, in their order."""

    DAILY = "daily", _("Every day")
    PRODUCTS = "products", _("Products and talks")
    ACTIVITIES = "activities", _("Activities and materials")
    MANAGERS = "managers", _("Personas and lessons")


class Channel(models.TextChoices):
    MOMENTS = "moments", _("Moments")
    GROUP = "group", pgettext_lazy("channel", "Group")
    ONE_TO_ONE = "one_to_one", _("One to one")


class Segment(models.TextChoices):
    CREDIT_CARD = "credit_card", _("Credit card customers")
    PAYROLL = "payroll", _("Payroll customers")
    ELDERLY = "elderly", _("Social security and elderly customers")
    NEIGHBOURHOOD = "neighbourhood", _("Branch neighbourhood")


class Tier(models.TextChoices):
    BASIC = "basic", _("Basic groups")
    INTEREST = "interest", _("Interest groups")
    HIGH_END = "high_end", _("High-end groups")


class Voice(models.TextChoices):
    LEADER = "leader", _("Leader (top of the tower)")
    EXPERT = "expert", _("Expert (body of the tower)")
    CUSTOMER = "customer", _("Customers' own (foot of the tower)")


class Slot(models.TextChoices):
    MORNING = "morning", _("Morning")
    NOON = "noon", _("Noon")
    EVENING = "evening", _("Evening")


class Risk(models.TextChoices):
    R1 = "R1", _("R1 low")
    R2 = "R2", _("R2 medium-low")
    R3 = "R3", _("R3 medium")
    R4 = "R4", _("R4 medium-high")
    R5 = "R5", _("R5 high")


class ProductType(models.TextChoices):
    WEALTH = "wmp", _("Wealth management product")
    FUND = "fund", _("Public fund")
    INSURANCE = "insurance", _("Insurance")
    DEPOSIT = "deposit", _("Deposit")
    STRUCTURED_DEPOSIT = "sdeposit", _("Structured deposit")
    LOAN = "loan", _("Loan")
    CARD = "card", _("Credit card")
    GOLD = "gold", _("Precious metals")


class MaskOrigin(models.TextChoices):
    """Who found what is to be masked."""

    HAND = "hand", _("By hand")
    PROPOSED = "proposed", _("Proposed")


class MaskStyle(models.TextChoices):
    OPAQUE = "opaque", _("Cover it")
    PIXELATED = "pixelated", _("Coarse pixels")


class MaskVerdict(models.TextChoices):
    MASKED = "masked", _("Masked")
    NOTHING = "nothing", _("Nothing to mask")
    LEFT_OUT = "left_out", _("Left out")


class RightsBasis(models.TextChoices):
    OWN = "own", _("Made by the bank")
    LICENSED = "licensed", _("Licensed")
    CONSENT = "consent", _("Used with the person's consent")


class PersonaType(models.TextChoices):
    """The twelve personas. The code says the character, PERSONA_MBTI the type it comes from."""

    THOUGHTFUL_SISTER = "thoughtful_sister", _("Thoughtful sister")
    HARD_DATA = "hard_data", _("Hard-data analyst")
    MONEY_WISE_FRIEND = "money_wise_friend", _("Money-wise best friend")
    CARING_STEWARD = "caring_steward", _("Caring steward next door")
    STEADY_ELDER = "steady_elder", _("Steady elder")
    CITY_EXPLORER = "city_explorer", _("City explorer")
    FAMILY_PLANNER = "family_planner", _("Family planner")
    FOUNDERS_PEER = "founders_peer", _("Founders' peer")
    GENTLE_AESTHETE = "gentle_aesthete", _("Gentle aesthete")
    MINIMALIST_THINKER = "minimalist_thinker", _("Minimalist thinker")
    DISCIPLINED_ATHLETE = "disciplined_athlete", _("Disciplined athlete")
    WARM_VOLUNTEER = "warm_volunteer", _("Warm-hearted volunteer")


PERSONA_MBTI: Mapping[str, str] = {
    PersonaType.THOUGHTFUL_SISTER: "INFJ",
    PersonaType.HARD_DATA: "INTJ",
    PersonaType.MONEY_WISE_FRIEND: "ENFP",
    PersonaType.CARING_STEWARD: "ISFJ",
    PersonaType.STEADY_ELDER: "ISTJ",
    PersonaType.CITY_EXPLORER: "ESFP",
    PersonaType.FAMILY_PLANNER: "ESFJ",
    PersonaType.FOUNDERS_PEER: "ENTJ",
    PersonaType.GENTLE_AESTHETE: "INFP",
    PersonaType.MINIMALIST_THINKER: "INTP",
    PersonaType.DISCIPLINED_ATHLETE: "ESTP",
    PersonaType.WARM_VOLUNTEER: "ENFJ",
}
"""The MBTI type that each persona is derived from (house practice: tells voices apart)."""


def persona_labels(codes: Iterable[str]) -> str:
    """Return the personas with these codes in words, in the order of the twelve."""
    return " · ".join(str(one.label) for one in PersonaType if one in set(codes))


class ScriptScene(models.TextChoices):
    GREETING = "greeting", _("First greeting")
    KEYWORD_INVITATION = "keyword_invitation", _("Keyword invitation")
    GROUP_NOTICE = "group_notice", _("Group notice")
    WELCOME = "welcome", _("Welcome with the week's benefits")
    COMPLAINT = "complaint", _("Complaint")
    OBJECTION = "objection", _("Objection")
    BIRTHDAY = "birthday", _("Birthday")
    HOLIDAY = "holiday", _("Holiday greeting")
    FIRST_CALL = "first_call", _("First call")
    COMPANY_VISIT = "company_visit", _("Company visit")
    CARD_REFERRAL = "card_referral", _("Card referral")


class Game(models.TextChoices):
    DICE = "dice", _("Dice")
    QUIZ = "quiz", _("Quiz")
    LYRIC = "lyric", _("Guess the song")
    LOTTERY = "lottery", _("Lottery")
    LIVESTREAM = "livestream", _("Livestream")
    OFFLINE_EVENT = "offline_event", _("Offline event")
    REFERRAL = "referral", _("Referral ladder")


class LifeScene(models.TextChoices):
    FITNESS = "fitness", _("Fitness")
    COFFEE = "coffee", _("Coffee and latte art")
    FILM = "film", _("Film")
    PHOTOGRAPHY = "photography", _("Photography")
    TRAVEL = "travel", _("Travel")
    FAMILY = "family", _("Family and children")
    OTHER = "other", pgettext_lazy("scene", "Another scene")


class CustomerEvent(models.TextChoices):
    """What happens to a customer, so that a message is welcome."""

    NEW_SHARE_ALLOTTED = "new_share_allotted", _("New shares allotted")
    PAYDAY = "payday", _("Payday")
    DEPOSIT_MATURES = "deposit_matures", _("Deposit matures")
    PRODUCT_MATURES = "product_matures", _("Product matures")
    BIRTHDAY = "birthday", _("Birthday")
    LARGE_INFLOW = "large_inflow", _("Large amount received")
    CARD_OPENED = "card_opened", _("Card opened")
    MOVED_HOUSE = "moved_house", _("Moved house")
    SCHOOL_STARTS = "school_starts", _("School starts")
    RETIREMENT = "retirement", _("Retirement")


class ColumnOccasion(models.TextChoices):
    WEEKDAY = "weekday", _("Weekday column")
    FESTIVAL = "festival", _("Festival")
    SEASON = "season", _("Season")


class Weekday(models.TextChoices):
    MONDAY = "1", _("Monday")
    TUESDAY = "2", _("Tuesday")
    WEDNESDAY = "3", _("Wednesday")
    THURSDAY = "4", _("Thursday")
    FRIDAY = "5", _("Friday")
    SATURDAY = "6", _("Saturday")
    SUNDAY = "7", _("Sunday")


class ChartShape(models.TextChoices):
    COLUMNS = "columns", _("Columns")
    LINE = "line", _("Line")
    TABLE = "table", _("Table only")


class CardPlace(models.TextChoices):
    """Where a poster leaves room for the manager's name and QR code."""

    BOTTOM_LEFT = "bottom_left", _("Bottom left")
    BOTTOM_RIGHT = "bottom_right", _("Bottom right")
    BELOW = "below", _("In a strip below the picture")
    NOWHERE = "nowhere", _("No place for a name")


class QuoteRight(models.TextChoices):
    """The right by which a quotation may be used (著作权法 2020, art. 24)."""

    OWN = "own", _("Written by the bank")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    LICENSED = "licensed", pgettext_lazy("quotation", "Licensed")


class Learners(models.TextChoices):
    ALL_MANAGERS = "all_managers", _("Every customer manager")
    NEW_MANAGERS = "new_managers", _("New customer managers")
    VOLUNTARY = "voluntary", _("Whoever wants to")


class DayTable(models.TextChoices):
    """Which table of days a year belongs to."""

    BANK = "bank", _("Bank business days")
    EXCHANGE = "exchange", _("A-share trading days")


class FestivalRule(models.TextChoices):
    """How a festival's first day is found (content.domain.calendar.Rule has the same codes)."""

    SOLAR = "solar", _("Month and day")
    LUNAR = "lunar", _("Lunar month and day")
    WEEKDAY = "weekday", _("Weekday of a month")
    SOLAR_TERM = "solar_term", _("Solar term")
