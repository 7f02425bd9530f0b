"""What head office's operator allows beyond the rules of the beginning: opening lines of managers' own."""

from datetime import datetime

from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment
from distribution.actions.set_rule import set_rule
from distribution.models import SendingRule
from distribution.queries.rules import ALLOWED, FREE_OPENING

SOURCE = "示范银行内容运营规则：允许自拟一句开场白，逐句筛查"


def rule_step(at: Moment) -> Step:
    """Return the step that sets the rule."""
    return Step(at, "开场白规则", SendingRule.objects.filter(code=FREE_OPENING).exists, _allow)


def _allow(at: datetime) -> None:
    set_rule(FREE_OPENING, ALLOWED, SOURCE, actor=user("operator"), at=at)
