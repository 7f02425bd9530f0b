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

ARMOURY_HOUSE_RULE = "本行自定"
"""The source that is shown where a limit is the bank's own decision."""

ARMOURY_SENDING_RULES = {
    "moments_day": (
        "3",
        "企业微信个人朋友圈每位客户每天最多可见 3 条：见于多家服务商页面，官方页面未载，须在本行租户上实测",
    ),
    "moments_month": (
        "unlimited",
        "企业朋友圈每位客户每月最多 4 条（服务商页面所载，须实测）；客户经理自己发的不计，启用后再设",
    ),
    "message_month": (
        "days_of_month",
        "企业微信开发者文档 92135（2025-11-17）：每位客户每月可收的群发条数等于当月天数，企业与个人合计",
    ),
    "group_month": (
        "days_of_month",
        "企业微信开发者文档 92135（2025-11-17）：每个客户群每月可收的群发条数等于当月天数，企业与个人合计",
    ),
    "windows_elderly": ("9:00-11:00, 14:00-17:00, 20:00-22:00", "本行自定：不在用餐与休息时间打扰老年客户"),
}
"""What holds until head office sets something else: limits by their code (a number, "days_of_month" or
"unlimited") and windows of segments (times of day; segments not named here may be written to at any time)."""

ARMOURY_QUALIFICATION_CONTACT = "总行人力资源部 内线 6100"
"""Where staff have a qualification entered. Shown where one is missing."""

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

ARMOURY_RECALL_ANSWER_HOURS = 24
"""A recall counts as answered in time within so many hours (house rule)."""

ARMOURY_LINK_DOMAINS = frozenset({"shifanbank.example"})
"""Where links in content may lead: these domains and those below them. Anything else is refused at submission
(house rule)."""

ARMOURY_GROUP_CODE_DOMAINS = frozenset({"work.weixin.qq.com", "weixin.qq.com", "u.wechat.com"})
"""Where the picture of a group code may lead besides: WeChat's addresses of groups. No other picture may."""

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

ARMOURY_API_REQUESTS_PER_MINUTE = 120
"""How often one token may ask the API in a minute (house rule)."""

ARMOURY_API_TOKEN_DAYS = 365
"""How long a token of another system may hold (house rule)."""

ARMOURY_WEBHOOK_FORMER_SECRET_HOURS = 24
"""So long after a change the former secret of a webhook signs too (house rule)."""

ARMOURY_WEBHOOK_FAILING_DAYS = 5
"""A webhook to which nothing could be delivered for so long is switched off (Standard Webhooks advise it; the
number is a house rule)."""

ARMOURY_API_SCREENED_CHARACTERS = 20_000
"""How long a text may be that another system has screened (house rule)."""

ARMOURY_EVENT_OLDEST_HOURS = 72
"""An event of a customer that happened longer ago is not taken any more (house rule)."""

ARMOURY_EVENT_DAYS_KEPT = 30
"""So long after it came an event is removed with the customer's hash; what was counted stays (house rule)."""

ARMOURY_PACKAGE_DAYS_AHEAD = 3
"""So many days after today packages are built ahead from the programmes (house rule)."""

ARMOURY_PACKAGES_REBUILT_MINUTES = 10
"""A built package is built again after so long, whatever happened: what no message told of is caught up."""

ARMOURY_NOT_SHOWN_AGAIN_DAYS = 14
"""What was laid out for a branch within so many days gives way to what was not (house rule)."""

ARMOURY_TROUBLES_TOLD_DAYS = 2
"""For so many days after today, editors are told what is missing or clashes (house rule)."""
