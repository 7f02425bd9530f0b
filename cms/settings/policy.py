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

ARMOURY_MFA_ROLES = frozenset(
    {"editor", "officer", "legal", "consumer_protection", "operator", "auditor", "administrator"}
)
"""Who needs a second factor where it is required, beside superusers (ASVS 5.0, 6.3.3; GB/T 22239 level 3)."""

ARMOURY_DESK_IDLE_MINUTES = 30
"""After so long without a request a desk role logs in again (NIST SP 800-63B, AAL2; ASVS 5.0, 7.3.1)."""

ARMOURY_IDLE_MINUTES = 12 * 60
"""The same for everybody else: a customer manager's phone has a lock of its own (house rule)."""

ARMOURY_SESSION_HOURS = 12
"""The longest session, used or not (NIST SP 800-63B, AAL2; ASVS 5.0, 7.3.2)."""

ARMOURY_RECALL_CONTACT = "总行内控合规部 内线 6000"
"""Whom a manager may ask about a recall. Shown on recall notices."""

ARMOURY_LINK_DOMAINS = frozenset({"shifanbank.example"})
"""Where links in content may lead: these domains and those below them. Anything else is refused at submission
(house rule)."""

ARMOURY_MINI_PROGRAMS = frozenset({"wx0a1b2c3d4e5f6071"})
"""The bank's own mini-programs, by appid; others are refused at submission (house rule)."""

ARMOURY_APP_SCHEMES = frozenset({"shifanbank"})
"""Schemes of addresses that open the bank's own app."""

ARMOURY_CHECK_LINKS = False
"""Whether links of pieces in use are looked at each hour. ARMOURY_OUTBOUND_HOSTS must name their hosts."""

ARMOURY_DEAD_LINK_SUSPENDS = False
"""Whether a link that failed at two different hours suspends its pieces without a person; otherwise editors
and officers are told (house rule)."""

ARMOURY_OUTBOX_KEPT_DAYS = 90
"""How long a delivered message stays in the outbox for inquiries (house rule). The ledger keeps what was
decided; messages that wait for a person are never deleted."""

ARMOURY_STORIES_PER_DAY = 5
"""How many customers' stories one manager may send in on one day (house rule)."""

ARMOURY_STORY_PICTURES = 3
"""How many pictures one story may have (house rule)."""

ARMOURY_STORY_CONSENT_WORDS = (
    "客户本人已阅读并单独签署授权书，同意本行在所选渠道展示其故事与照片；照片中的其他人也已同意；"
    "未满十四周岁的，其监护人已同意。客户知道可以随时撤回同意。"
)
"""What a manager ticks, kept with each story (PIPL arts. 14, 15, 25, 29 and 31)."""

ARMOURY_CONSENT_WARNING_DAYS = 30
"""So many days before its end a consent is listed for the editors (house rule)."""

ARMOURY_HELD_PICTURE_HOURS = 24
"""A picture that came with a form that was never finished is erased after so many hours (house rule)."""
