"""Roles, as codes that never change. A role is a Django group whose name is the code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EDITOR = "editor", _("Content editor")
    OFFICER = "officer", _("Compliance officer")
    LEGAL = "legal", _("Legal officer")
    CONSUMER_PROTECTION = "consumer_protection", _("Consumer protection officer")
    MANAGER = "manager", _("Customer manager")
    LEAD = "lead", _("Branch lead")
    OPERATOR = "operator", _("Operator")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


OVERSEEING = frozenset(
    {Role.EDITOR, Role.OFFICER, Role.LEGAL, Role.CONSUMER_PROTECTION, Role.LEAD, Role.OPERATOR, Role.AUDITOR}
)
"""Who sees what their branch and the branches below it own."""

REVIEWING = frozenset({Role.OFFICER, Role.LEGAL, Role.CONSUMER_PROTECTION})
"""Who decides cases."""

DESK = OVERSEEING | {Role.ADMINISTRATOR}
"""Who works in the admin."""


class Scope(models.TextChoices):
    """What a token opens to another system; each is given by itself."""

    PACKAGES_READ = "packages:read", _("Read the packages of a day")
    EDITIONS_READ = "editions:read", _("Read editions with their proof")
    SEARCH_READ = "search:read", _("Search")
    RECALLS_READ = "recalls:read", _("Read recalls")
    PULLS_WRITE = "pulls:write", _("Take out for a manager")
    FACTS_WRITE = "facts:write", _("Enter facts")
    EVENTS_WRITE = "events:write", _("Report what happens to customers")
    SCREEN = "screen", _("Screen texts")


class WebhookEvent(models.TextChoices):
    """What another system may ask to be told of."""

    EDITION_ISSUED = "edition.issued", _("An edition is in force")
    EDITION_RECALLED = "edition.recalled", _("An edition was recalled")
    EDITION_SUSPENDED = "edition.suspended", _("An edition was suspended")
    EDITION_RESUMED = "edition.resumed", _("An edition is used again")
    PACKAGE_BUILT = "package.built", _("The package of a day was built or changed")


class QualificationKind(models.TextChoices):
    """What a member of staff must hold before offering certain things."""

    FUND = "fund", _("Fund sales qualification")
    WEALTH = "wealth", _("Wealth management sales qualification")
    INSURANCE = "insurance", _("Insurance sales registration")
    LIVESTREAM = "livestream", _("Livestream host authorisation")


class Proof(models.TextChoices):
    """What is tried at proving who one is; each is counted by itself."""

    SIGNATURE = "signature", _("Password to sign")
    PASSWORD = "password", _("Password again")
    CODE = "code", _("Second factor")
