"""Pull each: what lies ready in a slot is taken out in one tap."""

from collections.abc import Sequence
from datetime import datetime

from distribution.actions.pull import LimitReached, Locked, Order, Unreachable, pull
from people.models import User
from review.models import Edition


def pull_each(orders: Sequence[Order], *, actor: User, at: datetime) -> int:
    """Pull every order by itself and return how many of the editions are no longer there for `actor`.

    Each is a transaction of its own: what a limit or the gate refuses stays behind and keeps nothing else
    back. The same orders again give the same pulls. Raises Refused for other roles, Conflict where a key
    served another order.
    """
    gone = 0
    for order in orders:
        try:
            pull(order, actor=actor, at=at)
        except Edition.DoesNotExist:
            gone += 1
        except (LimitReached, Locked, Unreachable):
            continue
    return gone
