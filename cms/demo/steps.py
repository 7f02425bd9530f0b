"""The steps that set the demo up. Each knows whether it was done, so that an interrupted start goes on."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from tqdm import tqdm

from cms.demo.timetable import Moment
from core.models import LedgerHead


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened in the demo bank. `is_done` looks at what `run` itself leaves behind."""

    at: Moment
    label: str
    is_done: Callable[[], bool]
    run: Callable[[datetime], object]


def carry_out(steps: Iterable[Step]) -> int:
    """Run in order of time what is not done yet; return how many steps that were.

    A step never runs at a time before the newest ledger record, so that the chain's times never go back.
    """
    ordered = sorted(steps, key=lambda step: step.at)
    pending = [step for step in ordered if not step.is_done()]
    if not pending:
        return 0
    reached = _newest_record()
    with quiet(), tqdm(pending, desc="布置示范内容", unit="步", disable=None) as bar:
        for step in bar:
            bar.set_postfix_str(step.label, refresh=False)
            reached = step.at.at if reached is None else max(step.at.at, reached)
            step.run(reached)
    return len(pending)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep to oneself what Wagtail logs at each save: it would tear the progress bar."""
    loggers = {name: logging.getLogger(name) for name in ("wagtail", "django_tasks")}
    levels = {name: logger.level for name, logger in loggers.items()}
    try:
        for logger in loggers.values():
            logger.setLevel(logging.WARNING)
        yield
    finally:
        for name, logger in loggers.items():
            logger.setLevel(levels[name])


def _newest_record() -> datetime | None:
    times = [at for at in LedgerHead.objects.values_list("at", flat=True) if at is not None]
    return max(times, default=None)
