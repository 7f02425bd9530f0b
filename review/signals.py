"""News for the rooms above, sent inside the transaction of what happened.

A receiver that raises rolls it back.
"""

from django.dispatch import Signal

edition_issued = Signal()
"""Arguments: edition. Sent when an edition has been issued."""

edition_ended = Signal()
"""Arguments: edition. Sent when an edition was recalled, superseded or expired."""
