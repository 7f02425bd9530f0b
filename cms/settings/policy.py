"""The bank's own policy: numbers and words that differ from bank to bank, each with its source."""

from datetime import time

ARMOURY_BANK_NAME = "示范银行"
ARMOURY_REVIEW_NUMBER_PREFIX = "示银审"
"""审核编号 is the bank's own number. It must never be worded as a regulator's filing."""

ARMOURY_BRIEF_STALE_AT = time(12, 0)
"""A morning brief is stale at noon of its market day (house rule)."""

ARMOURY_MARKET_NOTE_LAPSES_AFTER_HOURS = 6
"""A market note lapses so many hours after the moment of its figures (house rule)."""

ARMOURY_PULLS_PER_SEGMENT_AND_DAY = 6
"""How many pieces one manager may take for one segment on one day (house rule against over-contact)."""

ARMOURY_PULL_LAPSES_AFTER_HOURS = 24
"""A reservation neither declared sent nor seen sent gives its place back after so many hours (house rule)."""

ARMOURY_EXPIRING_HOURS = 24
"""An edition counts as expiring in its last hours (house rule)."""

ARMOURY_SIGNING_MINUTES = 5
"""How long a re-authentication is good for signing decisions and recalls (OWASP ASVS 5.0, 7.5.3)."""

ARMOURY_RECALL_CONTACT = "总行内控合规部 内线 6000"
"""Whom a manager may ask about a recall. Shown on recall notices."""
