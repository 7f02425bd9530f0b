from core.models.ledger import LedgerHead, LedgerPersonalData, LedgerRecord, Stream
from core.models.outbox import CLOSED, FINISHED, STUCK, OutboxMessage, OutboxStatus
from core.models.schedule import RecurringRun

__all__ = [
    "CLOSED",
    "FINISHED",
    "STUCK",
    "LedgerHead",
    "LedgerPersonalData",
    "LedgerRecord",
    "OutboxMessage",
    "OutboxStatus",
    "RecurringRun",
    "Stream",
]
