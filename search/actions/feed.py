"""Feed: bring the present state of one edition to Elasticsearch, soon after it has changed."""

import logging
from datetime import datetime
from typing import Final

from search.engines import ELASTICSEARCH, has_cluster, open_cluster
from search.engines.base import Unavailable
from search.engines.breaker import Breaker
from search.models import Backlog

logger = logging.getLogger(__name__)

SECONDS: Final = 3.0
"""An effect among many: what takes longer is left to `align`."""
breaker = Breaker()
"""Of this process, for writing."""


def feed(edition_id: int, at: datetime) -> bool:
    """Send the state that the edition has now; return whether it arrived.

    What is sent twice or late counts once, by its version. If it does not arrive, that is noted: the database
    answers until `search.actions.align` has brought what is missing, a minute after the return at the latest.
    The caller holds no transaction.
    """
    if not has_cluster():
        return False
    if breaker.allows():
        try:
            _send(edition_id)
        except Unavailable as error:
            if breaker.failed():
                logger.warning("Elasticsearch takes nothing, it is left alone for a while: %s", error)
        else:
            breaker.worked()
            return True
    Backlog.objects.update_or_create(engine=ELASTICSEARCH, defaults={"noted_at": at})
    return False


def _send(edition_id: int) -> None:
    """The client is imported where it is used alone: it takes long."""
    from search.queries.states import states

    open_cluster().write(list(states([edition_id])), SECONDS)
