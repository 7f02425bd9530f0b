"""Check links: look at addresses from here and keep what was found."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from content.domain.link_checks import judged
from content.models import LinkCheck
from core import outbox
from core.actions import action
from core.domain import canonical
from core.outbound import Answer, NotAllowed, OutboundError, Question, UnexpectedAnswer, send

Ask = Callable[[Question], Answer]

NOT_LISTED = "not listed"
NO_ANSWER = "no answer"
ELSEWHERE = "redirect"


class Look(NamedTuple):
    """What one look found; `answered` is None where nobody was asked."""

    found: str
    answered: bool | None


def check_links(addresses: Iterable[str], at: datetime, ask: Ask = send) -> int:
    """Look at each address once and keep what was found at `at`; return how many are dead now.

    HEAD first; what refuses that is asked by GET. Any answer below 400 is one, a redirect too. A host that
    core.outbound may not ask is noted and says nothing about the link. What is found dead is announced as
    "link.died". Hold no transaction: each look may take as long as core.outbound lets it.
    """
    return sum(_keep(address, _look(address, ask), at) for address in addresses)


def _look(address: str, ask: Ask) -> Look:
    try:
        answer = ask(Question("HEAD", address))
        if answer.status >= 400:
            answer = ask(Question("GET", address))
    except NotAllowed:
        return Look(NOT_LISTED, None)
    except UnexpectedAnswer:
        return Look(ELSEWHERE, True)
    except OutboundError:
        return Look(NO_ANSWER, False)
    return Look(str(answer.status), answer.status < 400)


@action("check link")
def _keep(address: str, look: Look, at: datetime) -> bool:
    row = LinkCheck.objects.select_for_update().filter(address=address).first()
    row = row or LinkCheck(address=address)
    before = row.health
    after = before if look.answered is None else judged(before, answered=look.answered, at=at)
    row.checked_at, row.found = at, look.found
    row.failed_since, row.dead_since = after.failed_since, after.dead_since
    died = after.dead_since is not None and before.dead_since is None
    row.deaths += died
    row.save()
    if died:
        key = f"link:{canonical.sha256(address.encode())}"
        outbox.announce("link.died", key, row.deaths, {"address": address}, at)
    return after.dead_since is not None
