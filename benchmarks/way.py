"""Submit -> edition -> findable -> recalled: time and queries of each step, on the database of this run."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.table import show  # noqa: E402
from core import clock, outbox  # noqa: E402
from distribution.queries.editions import visible_editions  # noqa: E402
from people.models import User  # noqa: E402
from review.actions.prepare import prepare  # noqa: E402
from review.actions.submit import submit  # noqa: E402
from review.models import Edition  # noqa: E402
from search import index  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import decide_case, make_component, recall_edition  # noqa: E402

ROUNDS = 40
STEPS = (
    "prepare and screen",
    "submit",
    "approve and issue",
    "find",
    "recall",
    "tell the managers",
    "find nothing",
)


class Steps:
    """Milliseconds and queries of each step, round by round."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, list[float]] = {step: [] for step in STEPS}
        self.queries: dict[str, list[int]] = {step: [] for step in STEPS}

    def take(self, step: str, work: Callable[[], Any]) -> Any:
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            result = work()
            self.milliseconds[step].append((time.perf_counter() - began) * 1000)
        self.queries[step].append(len(captured))
        return result


def found(manager: User, title: str) -> int:
    at = clock.now()
    return index.find(title, within=visible_editions(manager, at), at=at).total


def walk(steps: Steps, manager: User, number: int) -> None:
    editor = UserFactory(editor=True, branch=manager.branch)
    officer = UserFactory(officer=True, branch=manager.branch)
    title = f"晨间财经早报第{number}号"
    component = make_component(editor=editor, title=title)
    prepared = steps.take("prepare and screen", lambda: prepare(component, clock.now()))
    justified = {finding.key: "已核对。" for finding in prepared.screening.warnings}
    case = steps.take(
        "submit", lambda: submit(prepared, actor=editor, justifications=justified, at=clock.now())
    )
    steps.take("approve and issue", lambda: decide_case(case, officer=officer))
    edition = Edition.objects.get(case=case)
    if steps.take("find", lambda: found(manager, title)) < 1:
        raise RuntimeError("an issued edition was not found")
    steps.take("recall", lambda: recall_edition(edition, officer=officer))
    steps.take("tell the managers", outbox.deliver)
    if steps.take(
        "find nothing", lambda: visible_editions(manager, clock.now()).filter(pk=edition.pk).count()
    ):
        raise RuntimeError("a recalled edition was found")


def main() -> None:
    call_command("migrate", verbosity=0)
    manager = UserFactory(manager=True, branch=BranchFactory())
    steps = Steps()
    for number in tqdm(range(ROUNDS), desc="rounds", disable=None):
        walk(steps, manager, number)
    show(
        f"The way of a brief on {connection.vendor}, {ROUNDS} rounds",
        ("step", "p50 ms", "p95 ms", "queries"),
        [
            (
                step,
                f"{statistics.median(steps.milliseconds[step]):.1f}",
                f"{statistics.quantiles(steps.milliseconds[step], n=20)[18]:.1f}",
                f"{statistics.median(steps.queries[step]):.0f}",
            )
            for step in STEPS
        ],
    )


if __name__ == "__main__":
    main()
