"""What is wrong with the coming days of the programme, on the home page."""

from typing import Any

from wagtail.admin.ui.components import Component

from core import clock
from core.clock import business_day
from distribution.queries.notices import standing_notices
from distribution.queries.packages import LAYING_OUT
from people.models import User

SHOWN = 8


class NoticesPanel(Component):
    """The first few, how many there are, and the way to all of them."""

    name = "programme_notices"
    order = 155
    template_name = "distribution/home/notices.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        standing = list(standing_notices(user, business_day(clock.now())))
        return {
            "notices": standing[:SHOWN],
            "count": len(standing),
            "unseen": sum(notice.seen_at is None for notice in standing),
        }


def told_of_programme(user: User) -> bool:
    """Return whether the panel is for `user`."""
    return user.branch is not None and bool(user.roles & LAYING_OUT)
