from core.models.ledger import LedgerHead, LedgerPersonalData, LedgerRecord, Stream
from core.models.outbox import OutboxMessage, OutboxStatus

__all__ = ["LedgerHead", "LedgerPersonalData", "LedgerRecord", "OutboxMessage", "OutboxStatus", "Stream"]
