"""Guards: what may be sent, to whom and when."""

import sys

import distribution.queries.limits
from core import clock
from distribution.actions.take_reach import take_reach
from distribution.models import Pull, ReachTable
from distribution.queries.reach_file import read_file
from people.enums import QualificationKind
from people.models import Qualification
from tests.factories.distribution import pull_edition, reach_of, set_limit
from tests.factories.people import UserFactory
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


@guard(
    "an offer goes to whom it suits",
    "distribution/actions/pull.py: audiences",
    "A product offered one to one where it suits nobody, or to customers who have had enough",
    "tests/distribution/actions/test_take_reach.py::test_one_to_one_an_offer_goes_to_whom_it_suits",
    lambda monkeypatch, settings: monkeypatch.setattr(
        sys.modules["distribution.actions.pull"], "audiences", lambda sending: {}
    ),
)
def unsuitable(bank: Bank) -> bool:
    edition = issue_edition(kind="product_analysis", branch=bank.tree.head_office, risk="R4")
    reach_of(bank.manager, {"1": "C3", "2": ""})
    pull_edition(edition, bank.manager, channel="one_to_one")
    return Pull.objects.exists()


@guard(
    "only its branch's managers are given a table",
    "distribution/actions/take_reach.py: authority.require_oversight",
    "A branch's operator replacing the table of another branch's manager",
    "tests/distribution/actions/test_take_reach.py::test_a_branch_takes_in_its_own_managers_only",
    lambda monkeypatch, settings: monkeypatch.setattr(
        sys.modules["distribution.actions.take_reach"].authority, "require_oversight", nothing
    ),
)
def foreign_table(bank: Bank) -> bool:
    above = UserFactory(operator=True, branch=bank.tree.head_office)
    western = UserFactory(operator=True, branch=bank.tree.west)
    content = f"manager,customer,segment\n{bank.manager.username},1,payroll\n".encode()
    take_reach(read_file(content, above), file_sha256="0" * 64, actor=western, at=clock.now())
    return ReachTable.objects.exists()
