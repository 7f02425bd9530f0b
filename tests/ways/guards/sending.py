"""Guards: what may be sent, to whom and when."""

import sys

import distribution.queries.limits
from distribution.models import Pull
from people.enums import QualificationKind
from people.models import Qualification
from tests.factories.distribution import pull_edition, set_limit
from tests.factories.review import issue_edition
from tests.ways.guards.base import guard, nothing, patched
from tests.ways.pieces import MARKER, WORDS, Bank, issued


@guard(
    "an offer needs its qualification",
    "distribution/queries/limits.py: held_qualifications",
    "A fund or wealth product sent by who may not sell it, or no longer",
    "tests/distribution/actions/test_gate_at_pull.py::test_a_qualification_holds_on_its_days",
    patched(
        distribution.queries.limits,
        "held_qualifications",
        lambda user, day: frozenset(QualificationKind.values),
    ),
)
def unqualified(bank: Bank) -> bool:
    edition = issue_edition(kind="product_analysis", branch=bank.tree.head_office)
    Qualification.objects.filter(user=bank.manager).delete()
    pull_edition(edition, bank.manager)
    return Pull.objects.exists()


@guard(
    "messages keep to their hours",
    "distribution/queries/limits.py: segment_reason",
    "A message to elderly customers outside the hours that are set",
    "tests/distribution/actions/test_gate_at_pull.py::test_messages_to_the_elderly_wait_for_nine",
    patched(distribution.queries.limits, "segment_reason", nothing),
)
def too_early(bank: Bank) -> bool:
    edition = issued(bank, segments=["elderly"], texts={"one_to_one": f"{MARKER}。{WORDS}"}, pictures=[])
    pull_edition(edition, bank.manager, channel="one_to_one", segment="elderly")
    return Pull.objects.exists()


@guard(
    "a limit is a limit",
    "distribution/actions/pull.py: take_places",
    "More pieces than the bank or the platform allows",
    "tests/distribution/actions/test_pull.py::test_the_limit_is_exact_and_counts_each_segment",
    lambda monkeypatch, settings: monkeypatch.setattr(
        sys.modules["distribution.actions.pull"], "take_places", nothing
    ),
)
def too_many(bank: Bank) -> bool:
    edition = issued(bank)
    set_limit("segment_day", "0")
    pull_edition(edition, bank.manager)
    return Pull.objects.exists()
