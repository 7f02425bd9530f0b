"""Remove erased: the bytes that the ledger says are erased leave the disk. Run by the outbox."""

from core import blobs, outbox


@outbox.handler("blob.erased", "core.remove_erased")
def remove_erased(payload: outbox.Payload) -> None:
    """Remove the bytes under `sha256`. While a backup runs it fails and is tried again."""
    blobs.erase(str(payload["sha256"]))
