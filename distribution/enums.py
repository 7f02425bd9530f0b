"""States of what managers take out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PullStatus(models.TextChoices):
    RESERVED = "reserved", _("Taken, not yet declared sent")
    CONFIRMED = "confirmed", _("Declared sent")
    LAPSED = "lapsed", _("Lapsed")


COUNTED = frozenset({PullStatus.RESERVED, PullStatus.CONFIRMED})
"""Pulls that use up a place of the limit."""


class RecallOutcome(models.TextChoices):
    PENDING = "pending", _("To do")
    DECLARED_GONE = "declared_gone", _("Declared deleted")
    CORRECTED = "corrected", _("Correction sent")
    NEVER_SENT = "never_sent", _("Never sent")


DECLARABLE = frozenset({RecallOutcome.DECLARED_GONE, RecallOutcome.CORRECTED, RecallOutcome.NEVER_SENT})
"""What a manager may declare."""


class Usefulness(models.TextChoices):
    """What a manager says of a piece."""

    USEFUL = "useful", _("Useful")
    NOT_USABLE = "not_usable", _("Cannot be used")


class PosterFlaw(models.TextChoices):
    """Why a poster goes without the manager's name, and what to do."""

    NO_FONT = (
        "no_font",
        _("there is no Chinese font on the server. Tell the administrators (ARMOURY_CHART_FONT)."),
    )
    NO_CHARACTER = (
        "no_character",
        _("the server's font lacks a character of your name. Tell the administrators (ARMOURY_CHART_FONT)."),
    )
    TOO_SMALL = "too_small", _("the poster has too few pixels for it. Tell the editors.")
    NO_PICTURE = "no_picture", _("the poster's file is lost. Tell the administrators.")


class Unusable(models.TextChoices):
    """Why a manager cannot use a piece."""

    NOT_FOR_MINE = "not_for_mine", _("Not for my customers")
    TOO_LATE = "too_late", _("It came too late")
    TOO_LONG = "too_long", _("Too long, or hard to understand")
    NOT_HERE = "not_here", _("My branch does not have this offer")
    WRONG = "wrong", _("Something in it is wrong")
    OTHER = "other", _("Something else")


class RequestState(models.TextChoices):
    """Where a manager's request for a piece stands."""

    OPEN = "open", _("Waits for the editors")
    STARTED = "started", _("Being written")
    DECLINED = "declined", _("Declined")


class InfluenceTerm(models.TextChoices):
    """What a manager's influence is made of; distribution.domain.influence has the weights."""

    SENT = "sent", _("Sent")
    CARING = "caring", _("Caring")
    OPENED = "opened", _("Link opens")
    FEEDBACK = "feedback", _("Opinions")
    RECALLS = "recalls", _("Recalls answered in time")


class StoryState(models.TextChoices):
    """Where a customer's story stands, as the manager who sent it in is told. Derived, never stored."""

    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("In review")
    ISSUED = "issued", _("In use")
    OVER = "over", _("No longer in use")
    NOT_USED = "not_used", _("Not used")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STORY_WITHDRAWABLE = frozenset(StoryState) - {StoryState.WITHDRAWN, StoryState.NOT_USED}
"""States in which there is still something to withdraw."""


class PersonaStep(models.TextChoices):
    """The steps of a persona template, by the names of their fields in its document."""

    POSITIONING = "positioning", _("1 Positioning")
    ARMOURY = "armoury", _("2 Content armoury")
    SCENES = "scenes", _("3 Acting in scenes")
    ASSISTANCE = "assistance", _("4 Smart assistance")
    SPREADING = "spreading", _("5 Spreading")


class EventState(models.TextChoices):
    """What became of an event that a manager was shown."""

    OPEN = "open", _("Shown")
    USED = "used", _("Dealt with")
    DISMISSED = "dismissed", _("No need for it")
    LAPSED = "lapsed", _("Not answered in time")
    WITHOUT_FIT = "without_fit", _("Nothing fits")


EVENT_SETTLED = frozenset({EventState.USED, EventState.DISMISSED})
"""What a manager may say of an event."""


class Purpose(models.TextChoices):
    """What a place of the week is for."""

    BRIEF = "brief", _("Morning brief")
    PROFESSIONAL = "professional", _("Professional")
    OFFERS = "offers", _("Offers")
    GAMES = "games", _("Games")
    EVENT = "event", _("Event")
    TALK = "talk", _("Evening talk")
    CLASS = "class", _("Evening class")
    TEA = "tea", _("Tea party")


class EntryMode(models.TextChoices):
    """How an entry stands to what a branch above laid down (distribution.domain.programmes.grid)."""

    ADD = "add", _("Adds to the slot")
    REPLACE = "replace", _("Stands in the place of an inherited entry")
    LEAVE_OUT = "leave_out", _("Leaves an inherited entry out")
    REPLACE_SLOT = "replace_slot", _("Has the slot to itself on these days")


class Meal(models.TextChoices):
    """When of the day an offer is used; distribution.domain.programmes.selecting has the hours."""

    BREAKFAST = "breakfast", _("Breakfast")
    LUNCH = "lunch", _("Lunch")
    AFTERNOON_TEA = "afternoon_tea", _("Afternoon tea")
    DINNER = "dinner", _("Dinner")
    SUPPER = "supper", _("Late supper")


class TroubleCode(models.TextChoices):
    """What may be wrong with what a programme selects. Editors are told in time."""

    NOTHING = "nothing", _("Nothing is selected")
    FEWER = "fewer", _("Less is selected than wanted")
    AWAITED = "awaited", _("Not issued yet; a stand-in is shown")
    EVERYTHING = "everything", _("Everything is selected")
    ENDS_BEFORE = "ends_before", _("It ends before its slot opens")
    ENDS_DURING = "ends_during", _("It ends while its slot is open")
    SAME_PRODUCT = "same_product", _("One product twice in a slot")
    SAME_MERCHANT = "same_merchant", _("One merchant twice in a slot")
    SAME_PLACE = "same_place", _("Two entries of one place in a slot")
    REPLACES_NOTHING = "replaces_nothing", _("What it stands for is no longer there")
