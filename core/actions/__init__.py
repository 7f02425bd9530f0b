"""What every action shares: one transaction, and refusals that stay on record."""

from core.actions.action import Conflict, Refused, action

__all__ = ["Conflict", "Refused", "action"]
