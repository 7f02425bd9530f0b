"""Set a rule: head office sets a limit or the windows of a segment, with the source it goes by."""

from datetime import datetime

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Refused, action
from core.models import Stream
from distribution.domain.counters import LIMITS, allowance
from distribution.domain.windows import read_windows
from distribution.models import SendingRule
from distribution.queries.rules import ALLOWED, CODES, FREE_OPENING, rules_in_force
from people.enums import Role
from people.models import User
from people.queries import authority


@action("set rule")
def set_rule(code: str, value: str, source: str, *, actor: User, at: datetime) -> SendingRule:
    """Put `value` in force at once and record what it was before.

    Raises Refused unless `actor` is an operator of the head office; ValueError for a code that does not exist
    and a value that cannot be read (UnreadableWindows is one).
    """
    subject = f"rule:{code}"
    authority.require_role(actor, {Role.OPERATOR}, subject=subject)
    if not actor.is_of_head_office:
        raise Refused(
            _("Limits and windows hold for the whole bank: the head office sets them."),
            actor=actor.actor,
            subject=subject,
            rule="head office",
        )
    _require_readable(code, value, at)
    before = rules_in_force().by_code[code]
    rule, _made = SendingRule.objects.update_or_create(
        code=code, defaults={"value": value, "source": source, "set_by": actor, "set_at": at}
    )
    ledger.append(
        Stream.DECISIONS,
        "rule.set",
        subject=subject,
        at=at,
        payload={"by": actor.actor, "value": value, "source": source, "before": before.value},
    )
    return rule


def _require_readable(code: str, value: str, at: datetime) -> None:
    if code not in CODES:
        raise ValueError(code)
    if code == FREE_OPENING:
        if value not in {"", ALLOWED}:
            raise ValueError(value)
    elif code not in {limit.code for limit in LIMITS}:
        read_windows(value)
    elif (most := allowance(value, at.date())) is not None and most < 0:
        raise ValueError(value)
