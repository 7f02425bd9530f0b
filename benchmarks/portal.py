"""Portal pages: queries, p50, p95 and requests per second against bare views behind the same middleware.

Requests go straight into the WSGI application, one at a time, in rounds that take every address in turn, so
that a drift of the machine's speed touches all of them alike.
"""

import io
import statistics
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.library import grow  # noqa: E402
from benchmarks.table import show  # noqa: E402
from content.enums import Slot  # noqa: E402
from content.kinds import PRODUCT_ANALYSIS  # noqa: E402
from core import clock  # noqa: E402
from core.tasks import refresh_planner_statistics  # noqa: E402
from distribution.models import Package, PackageItem  # noqa: E402
from people.models import User  # noqa: E402
from people.queries.session_state import note_start  # noqa: E402
from review.models import Edition  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import issue_edition  # noqa: E402

SIZES = (100, 20_000)
ROUNDS = 150
BARE = "/bare/"
BARE_SIGNED_IN = "/bare-signed-in/"


def session_of(user: User, since: datetime) -> str:
    """Return the key of a session that was signed in at `since` and not used after that."""
    session = SessionStore()
    note_start(session, since)
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "people.backends.BranchBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class Site:
    """The WSGI application as one signed-in manager meets it."""

    def __init__(self, manager: User) -> None:
        self.application = get_wsgi_application()
        self.cookie = f"sessionid={session_of(manager, clock.now())}"

    def get(self, address: str) -> float:
        """Return the milliseconds of one request; raise if the answer is not 200."""
        path, _mark, query = address.partition("?")
        status: list[str] = []
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": self.cookie,
            "HTTP_ACCEPT_LANGUAGE": "zh-CN",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "wsgi.version": (1, 0),
        }
        began = time.perf_counter()
        answer = self.application(environ, lambda line, headers, error=None: status.append(line))  # type: ignore[arg-type, return-value]
        b"".join(answer)
        answer.close()  # type: ignore[attr-defined]
        taken = (time.perf_counter() - began) * 1000
        if not status[0].startswith("200"):
            raise RuntimeError(f"{address} answered {status[0]}")
        return taken


def lay_out_today(manager: User) -> None:
    """Put twelve editions into today's package."""
    at = clock.now()
    package, _made = Package.objects.get_or_create(
        branch=manager.branch,
        day=timezone.localtime(at).date(),
        title="今日内容包",
        defaults={"created_by": manager, "created_at": at},
    )
    for position, edition in enumerate(Edition.objects.order_by("pk")[:12]):
        slot = list(Slot)[position % 3]
        PackageItem.objects.get_or_create(
            package=package, edition=edition, slot=slot, defaults={"position": position}
        )


def measure(site: Site, pages: dict[str, str], size: int) -> None:
    addresses = {"bare view": BARE, "bare view, signed in": BARE_SIGNED_IN, **pages}
    for address in addresses.values():
        site.get(address)
    taken: dict[str, list[float]] = {name: [] for name in addresses}
    for _round in tqdm(range(ROUNDS), desc=f"{size} editions", disable=None):
        for name, address in addresses.items():
            taken[name].append(site.get(address))
    rate = {name: 1000 / statistics.median(times) for name, times in taken.items()}
    show(
        f"Portal on {connection.vendor}, {size} editions, {ROUNDS} rounds",
        ("page", "queries", "p50 ms", "p95 ms", "requests/s", "of bare", "of bare, signed in"),
        [_row(site, name, addresses[name], taken[name], rate) for name in addresses],
    )


def _row(
    site: Site, name: str, address: str, times: Sequence[float], rate: dict[str, float]
) -> tuple[str, ...]:
    with CaptureQueriesContext(connection) as captured:
        site.get(address)
    return (
        name,
        str(len(captured)),
        f"{statistics.median(times):.1f}",
        f"{statistics.quantiles(times, n=20)[18]:.1f}",
        f"{rate[name]:.0f}",
        f"{rate[name] / rate['bare view']:.2f}",
        f"{rate[name] / rate['bare view, signed in']:.2f}",
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    branch = BranchFactory()
    manager = UserFactory(manager=True, branch=branch)
    sample = issue_edition(kind=PRODUCT_ANALYSIS.code, branch=branch)
    site = Site(manager)
    for size in SIZES:
        grow(sample, size, clock.now())
        refresh_planner_statistics()
        lay_out_today(manager)
        pages = {
            "today": "/",
            "search, empty": "/search/",
            "search, two words": f"/search/?{urlencode({'q': '养老 第12期'})}",
            "edition": f"/e/{sample.public_id}/",
            "my pulls": "/pulls/",
        }
        measure(site, pages, size)


if __name__ == "__main__":
    main()
