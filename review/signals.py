"""News for the rooms above, sent inside the transaction of what happened.

A receiver that raises rolls it back.
"""

from django.dispatch import Signal

edition_issued = Signal()
"""Arguments: edition. Sent when an edition has been issued."""

edition_suspended = Signal()
"""Arguments: edition. Sent when an edition was suspended: for the time being nobody may use it."""

edition_resumed = Signal()
"""Arguments: edition. Sent when a suspended edition was resumed."""

edition_ended = Signal()
"""Arguments: edition. Sent when an edition was recalled, superseded or expired."""
