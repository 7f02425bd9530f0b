"""Which of the approved wordings is proposed to whom. Pure."""

from datetime import date


def proposed_wording(manager: int, day: date, count: int) -> int:
    """Return the number of the wording that the manager with this key is shown first on `day`.

    Keys follow one another, so neighbours are shown different ones, and each another one on the next day.
    """
    return (manager + day.toordinal()) % count
