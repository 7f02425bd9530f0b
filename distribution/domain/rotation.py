"""Which of the approved wordings is proposed to whom. Pure."""

from collections.abc import Collection, Sequence
from datetime import date


def proposed_wording(
    manager: int, day: date, marks: Sequence[Collection[str]], persona: str | None = None
) -> int:
    """Return the number of the wording that the manager with this key is shown first on `day`.

    `marks` says of each wording for which personas it is: one for the manager's `persona` comes first, else
    one for everybody, else any. Among those, keys follow one another, so neighbours are shown different ones,
    and each another one on the next day.
    """
    for_persona = [number for number, marked in enumerate(marks) if persona in marked]
    for_everybody = [number for number, marked in enumerate(marks) if not marked]
    fitting = for_persona or for_everybody or range(len(marks))
    return fitting[(manager + day.toordinal()) % len(fitting)]
