"""The recall feed: what a system must take down, in an order in which nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.enums import Scope
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.api import Caller, caller
from tests.factories.review import issue_edition, recall_edition, resume_edition, suspend_edition
from tests.ways.tamper import forge_record


@pytest.fixture
def system(bank: Bank) -> Caller:
    return caller(bank.tree.east, Scope.RECALLS_READ)


def test_it_tells_what_to_do_in_order(bank: Bank, system: Caller) -> None:
    first, second = (issue_edition(branch=bank.tree.head_office) for _ in range(2))
    suspend_edition(first, reason="链接打不开。")
    resume_edition(first)
    recall_edition(second, reason="数据有误。", correction="更正：以官网为准。")
    recall_edition(first)
    said = system.get("recalls/", headers={"Accept-Language": "en"}).json()
    assert [(one["event"], one["edition"]["id"]) for one in said["notices"]] == [
        ("suspended", str(first.public_id)),
        ("resumed", str(first.public_id)),
        ("recalled", str(second.public_id)),
        ("recalled", str(first.public_id)),
    ]
    corrected = said["notices"][2]
    assert (corrected["reason"], corrected["correction"]) == ("数据有误。", "更正：以官网为准。")
    assert [one["what_to_do"] for one in said["notices"]] == [
        "Do not show or send it until it is resumed.",
        "It may be used again. Fetch it anew.",
        "Delete it wherever it was shown or sent, and send the correction.",
        "Delete it wherever it was shown or sent.",
    ]
    assert said["contact"] == "总行内控合规部 内线 6000"


def test_going_on_from_the_last_place_misses_and_repeats_nothing(bank: Bank, system: Caller) -> None:
    editions = [issue_edition(branch=bank.tree.head_office) for _ in range(5)]
    for edition in editions[:4]:
        recall_edition(edition)
    seen, after = [], 0
    while page := (said := system.get("recalls/", after=after, limit=3).json())["notices"]:
        seen += [one["edition"]["id"] for one in page]
        after = said["next"]
    assert seen == [str(edition.public_id) for edition in editions[:4]]
    assert said["next"] == after
    recall_edition(editions[4])
    later = system.get("recalls/", after=after).json()["notices"]
    assert [one["edition"]["id"] for one in later] == [str(editions[4].public_id)]


def test_nothing_is_told_of_other_branches_and_of_what_has_not_begun(
    bank: Bank, system: Caller, frozen_clock: FrozenClock
) -> None:
    recall_edition(issue_edition(branch=bank.tree.west, title="早报西城"))
    recall_edition(issue_edition(branch=bank.tree.east_sub, title="早报桃园"))
    recall_edition(
        issue_edition(
            branch=bank.tree.head_office,
            title="早报未到",
            valid_from=frozen_clock.at.replace(hour=12),
        )
    )
    assert system.get("recalls/").json()["notices"] == []


def test_a_record_behind_the_head_of_the_ledger_is_no_notice(bank: Bank, system: Caller) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    record = forge_record(edition)
    assert record.event == "edition.issued"
    record.pk, record.event = None, "edition.recalled"
    record.sequence += 1
    record.payload = b'{"reason": "x"}'
    record.save(force_insert=True)
    assert system.get("recalls/").json()["notices"] == []


def test_one_or_twenty_cost_the_same(bank: Bank, system: Caller) -> None:
    counts = []
    for number in (1, 19):
        for _ in range(number):
            recall_edition(issue_edition(branch=bank.tree.head_office))
        system.get("recalls/")
        with CaptureQueriesContext(connection) as queries:
            said = system.get("recalls/").json()
        counts.append((len(said["notices"]), len(queries)))
    assert [count for count, _queries in counts] == [1, 20]
    assert counts[0][1] == counts[1][1]
