"""What ledger and guards cost an approval, and how many approvals four officers make at once.

Share: an officer approves one prepared case after another through the whole WSGI application (middleware,
session, form, action, redirect). Within the same requests the time spent inside each guard is added up by
wrapping it for this run; what the wrapping itself costs is shown beside it. Triggers cannot be wrapped:
requests with and without them take turns, and the difference of the medians is theirs. Processor time of the
thread is the measure that other work on the machine does not disturb; time on the wall, with its waiting for
the disk and for the server, stands beside it.

Rate: four officers at once against one officer alone, in turn, in one run, over HTTP against gunicorn as the
demo starts it (2 processes with 4 threads). SQLite writes with synchronous FULL, as in production;
PostgreSQL is measured where ARMOURY_BENCH_POSTGRES_URL is set.
"""

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.middleware.csrf import _get_new_csrf_string  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.portal import session_of  # noqa: E402
from benchmarks.table import show  # noqa: E402
from cms.serve import address  # noqa: E402
from core import clock, immutability  # noqa: E402
from people.models import User  # noqa: E402
from people.queries.signing import note_authentication  # noqa: E402
from review.enums import Verdict  # noqa: E402
from review.models import Case  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import make_component, submit_component  # noqa: E402
from tests.races.rows import open_cases  # noqa: E402

ROUNDS = 120
WARM_UP = 20
OFFICERS = 4
EACH = 40
TURNS = 3
PORT = int(os.environ.get("ARMOURY_BENCH_PORT", "8797"))

GUARDS = {
    "ledger": (("core.ledger", "append_all"),),
    "rights, state and hash at the object": (
        ("review.actions.decide", "_require_reader"),
        ("review.actions.decide", "_require_still_open"),
        ("review.actions.decide", "_require_may_decide"),
        ("review.actions.decide", "require_fresh"),
    ),
    "every level, once more": (("review.actions.issue", "_require_every_level"),),
}
"""By name of the guard, the functions whose time is its time."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the processor and on the wall."""

    cpu: float
    wall: float

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.cpu - other.cpu, self.wall - other.wall)

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.cpu + other.cpu, self.wall + other.wall)


def moment() -> Spent:
    """Return the thread's processor time and the time on the wall."""
    return Spent(time.thread_time(), time.perf_counter())


def median(spent: Iterable[Spent]) -> Spent:
    """Return the median of each of the two."""
    taken = list(spent)
    return Spent(statistics.median(one.cpu for one in taken), statistics.median(one.wall for one in taken))


class Stopwatch:
    """What was spent in each guard since it was last read."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(GUARDS, Spent(0, 0))

    def wrap(self, guard: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            began = moment()
            try:
                return function(*args, **kwargs)
            finally:
                self.spent[guard] += moment() - began

        return timed

    def read(self) -> dict[str, Spent]:
        spent, self.spent = self.spent, dict.fromkeys(GUARDS, Spent(0, 0))
        return spent


@contextmanager
def timed_guards(watch: Stopwatch) -> Iterator[None]:
    """Wrap every guard while it lasts."""
    kept = []
    for guard, places in GUARDS.items():
        for module, name in places:
            owner = import_module(module)
            original = getattr(owner, name)
            kept.append((owner, name, original))
            setattr(owner, name, watch.wrap(guard, original))
    try:
        yield
    finally:
        for owner, name, original in kept:
            setattr(owner, name, original)


class Officer:
    """One signed-in officer: the cookies and the posting of an approval."""

    def __init__(self, user: User) -> None:
        self.token = _get_new_csrf_string()
        key = session_of(user)
        session = SessionStore(key)
        note_authentication(session, clock.now())
        session.save()
        self.cookie = f"sessionid={key}; csrftoken={self.token}"

    def posting(self, case: Case) -> tuple[str, bytes]:
        """Return address and body of the approval of `case`."""
        fields = {
            "csrfmiddlewaretoken": self.token,
            "verdict": Verdict.APPROVE.value,
            "reasons": "",
            "level": case.current_level,
            "content_sha256": case.candidate.content_sha256,
        }
        return f"/admin/review/case/{case.public_id}/", urlencode(fields).encode()


def request(application: Any, officer: Officer, case: Case) -> Spent:
    """Approve `case` inside this process; return what it took. Raises RuntimeError unless it was issued."""
    path, body = officer.posting(case)
    status: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": officer.cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }
    began = moment()
    answer = application(environ, lambda line, headers, error=None: status.append(line))
    b"".join(answer)
    answer.close()
    taken = moment() - began
    if not status[0].startswith("302"):
        raise RuntimeError(f"{path} answered {status[0]}")
    return taken


def measure_shares(officer: Officer, sample: Case) -> None:
    """Print what each guard costs an approval."""
    application, watch = get_wsgi_application(), Stopwatch()
    cases = open_cases(sample, WARM_UP + 3 * ROUNDS)
    for case in cases[:WARM_UP]:
        request(application, officer, case)
    whole: dict[str, list[Spent]] = {"plain": [], "timed": [], "without triggers": []}
    spent: dict[str, list[Spent]] = {guard: [] for guard in GUARDS}
    todo = iter(cases[WARM_UP:])
    for _round in tqdm(range(ROUNDS), desc="approvals", disable=None):
        whole["plain"].append(request(application, officer, next(todo)))
        with timed_guards(watch):
            whole["timed"].append(request(application, officer, next(todo)))
        for guard, seconds in watch.read().items():
            spent[guard].append(seconds)
        immutability.uninstall(connection)
        whole["without triggers"].append(request(application, officer, next(todo)))
        immutability.install(connection)
    plain = median(whole["plain"])
    rows = [
        ("whole request", plain),
        *((guard, median(spent[guard])) for guard in GUARDS),
        ("triggers (with less without)", plain - median(whole["without triggers"])),
        ("timing itself", median(whole["timed"]) - plain),
    ]
    show(
        f"An approval that issues, on {connection.vendor}, median of {ROUNDS}",
        ("part", "CPU ms", "of the request", "wall ms", "of the request"),
        [
            (
                name,
                f"{one.cpu * 1000:.2f}",
                f"{one.cpu / plain.cpu:.1%}",
                f"{one.wall * 1000:.2f}",
                f"{one.wall / plain.wall:.1%}",
            )
            for name, one in rows
        ],
    )


def approve_over_http(officer: Officer, cases: Sequence[Case]) -> None:
    """Approve `cases` one after the other over one connection. Raises RuntimeError unless each is issued."""
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    for case in cases:
        path, body = officer.posting(case)
        link.request(
            "POST",
            path,
            body,
            {"Cookie": officer.cookie, "Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = link.getresponse()
        answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{path} answered {answer.status}")
    link.close()


def rate(officers: Sequence[Officer], cases: Sequence[Case]) -> float:
    """Return decisions per second of `officers` who share `cases` out among them."""
    failed: list[BaseException] = []

    def work(officer: Officer, share: Sequence[Case]) -> None:
        try:
            approve_over_http(officer, share)
        except Exception as error:  # noqa: BLE001  (raised again by the thread that waits)
            failed.append(error)

    threads = [
        threading.Thread(target=work, args=(officer, cases[number :: len(officers)]))
        for number, officer in enumerate(officers)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - began
    if failed:
        raise failed[0]
    return len(cases) / taken


@contextmanager
def web_server() -> Iterator[None]:
    """Run gunicorn as the demo does, on this run's data."""
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi:application", f"--bind=127.0.0.1:{PORT}"]
    command += ["--worker-class=gthread", "--workers=2", "--threads=4", "--log-level=warning"]
    server = subprocess.Popen([*command, "--no-control-socket"])
    try:
        while not address.answers(PORT):
            if server.poll() is not None:
                raise RuntimeError(f"gunicorn stopped with {server.returncode}")
            time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait()


def measure_rates(officers: Sequence[Officer], sample: Case) -> None:
    """Print how many decisions a second one officer makes, and four at once."""
    alone, together = [], []
    with web_server():
        rate(officers, open_cases(sample, 4 * OFFICERS))
        for _turn in tqdm(range(TURNS), desc="turns", disable=None):
            alone.append(rate(officers[:1], open_cases(sample, EACH)))
            together.append(rate(officers, open_cases(sample, OFFICERS * EACH)))
    one, four = statistics.median(alone), statistics.median(together)
    show(
        f"Decisions per second on {connection.vendor}, gunicorn 2 x 4, median of {TURNS} turns",
        ("officers", "decisions/s", "of one alone"),
        [("1", f"{one:.1f}", "1.00"), (str(OFFICERS), f"{four:.1f}", f"{four / one:.2f}")],
    )


def run() -> None:
    """Measure on the database of this process."""
    call_command("migrate", verbosity=0)
    branch = BranchFactory()
    editor = UserFactory(editor=True, branch=branch)
    officers = [Officer(UserFactory(officer=True, branch=branch)) for _one in range(OFFICERS)]
    sample = submit_component(make_component(editor=editor))
    measure_shares(officers[0], sample)
    connection.close()
    measure_rates(officers, sample)


@contextmanager
def throw_away_database(server: str) -> Iterator[str]:
    """Yield the address of a new database on the PostgreSQL of `server`, dropped afterwards."""
    import psycopg

    name = f"armoury_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server.rsplit('/', 1)[0]}/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> None:
    run()
    server = os.environ.get("ARMOURY_BENCH_POSTGRES_URL")
    if not server or connection.vendor == "postgresql":
        return
    with throw_away_database(server) as url:
        environment = {**os.environ, "ARMOURY_DATABASE_URL": url}
        subprocess.run([sys.executable, "-m", "benchmarks.decisions"], env=environment, check=True)


if __name__ == "__main__":
    main()
