"""Which slot of the day is due. Pure; `local` is the time of day in business time."""

from datetime import time

SLOTS = ("morning", "noon", "evening")
_BEGINS = {"morning": time(0), "noon": time(12), "evening": time(18)}
_ENDS = {"morning": time(12), "noon": time(14)}
"""The evening lasts to the end of the day."""


def due_slot(local: time) -> str | None:
    """Return what is being sent at `local`: morning before 12, noon from 12 to 14, evening from 18, else
    nothing.
    """
    begun = [slot for slot in SLOTS if _BEGINS[slot] <= local]
    return None if _is_over(begun[-1], local) else begun[-1]


def slots_by_need(local: time) -> tuple[str, ...]:
    """Return all slots: what is due or still to come in the order of the day, then what is over."""
    return tuple(sorted(SLOTS, key=lambda slot: _is_over(slot, local)))


def _is_over(slot: str, local: time) -> bool:
    return slot in _ENDS and local >= _ENDS[slot]
