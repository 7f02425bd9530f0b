"""Suggestions while typing: what the server takes for each, as a manager's phone asks for them.

Every beginning of eight queries, the whole way through middleware, session and template:
`DJANGO_SETTINGS_MODULE=benchmarks.settings python -m benchmarks.suggesting`. ARMOURY_BENCH_EDITIONS says how
many pieces there are.
"""

import os
import statistics
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.library import grow  # noqa: E402
from benchmarks.portal import Site  # noqa: E402
from benchmarks.table import show  # noqa: E402
from content.kinds import PRODUCT_ANALYSIS  # noqa: E402
from core import clock  # noqa: E402
from core.tasks import refresh_planner_statistics  # noqa: E402
from distribution.models import OwnSearch  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import issue_edition  # noqa: E402

EDITIONS = int(os.environ.get("ARMOURY_BENCH_EDITIONS", "20000"))
ROUNDS = 20
TYPED = ("养老", "稳盈第1", "科技 配置", "黄金第12期", "etf", "第1999", "短债产品", "zzqx")
OWN = 30


def main() -> None:
    call_command("migrate", verbosity=0)
    branch = BranchFactory()
    manager = UserFactory(manager=True, branch=branch)
    sample = issue_edition(kind=PRODUCT_ANALYSIS.code, branch=branch)
    grow(sample, EDITIONS, clock.now())
    OwnSearch.objects.bulk_create(
        OwnSearch(manager=manager, asked=f"q={number}", query=f"{number}", searched_at=clock.now())
        for number in range(OWN)
    )
    refresh_planner_statistics()
    site = Site(manager)
    beginnings = ["", *(query[:length] for query in TYPED for length in range(1, len(query) + 1))]
    addresses = [f"/search/suggestions/?{urlencode({'q': one})}" for one in beginnings]
    cold = [site.get(address) for address in addresses]
    taken = [site.get(address) for _round in range(ROUNDS) for address in addresses]
    with CaptureQueriesContext(connection) as captured:
        site.get(addresses[1])
    quantiles = statistics.quantiles(taken, n=100)
    show(
        f"Suggestions on {connection.vendor}, {EDITIONS} editions, {len(addresses)} x {ROUNDS}",
        ("queries", "first ms", "p50 ms", "p95 ms", "p99 ms", "slowest ms"),
        [
            (
                str(len(captured)),
                *(f"{one:.1f}" for one in (cold[0], quantiles[49], quantiles[94], quantiles[98], max(taken))),
            )
        ],
    )


if __name__ == "__main__":
    main()
