"""Messages of the outbox."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from core import clock
from core.models import OutboxMessage, OutboxStatus


class OutboxMessageFactory(DjangoModelFactory[OutboxMessage]):
    """A message that is ready; `dead=True` was given up, `unknown=True` may have been sent."""

    class Meta:
        model = OutboxMessage

    class Params:
        dead = factory.Trait(status=OutboxStatus.DEAD, attempts=8, error="ConnectionError: 无法连接")
        unknown = factory.Trait(status=OutboxStatus.UNKNOWN, attempts=1, error="TimeoutError: 没有答复")

    topic = "edition.recalled"
    handler = "distribution.ask_for_deletion"
    object_key = factory.Sequence(lambda number: f"edition:{number}")
    version = 1
    payload: Any = factory.Dict({})
    announced_at = factory.LazyFunction(lambda: clock.now() - timedelta(hours=1))
    due_at = factory.SelfAttribute("announced_at")
