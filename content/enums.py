"""Codes that editions store. They never change; a label may."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ComponentState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")


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


class RightsBasis(models.TextChoices):
    OWN = "own", _("Made by the bank")
    LICENSED = "licensed", _("Licensed")
    CONSENT = "consent", _("Used with the person's consent")
