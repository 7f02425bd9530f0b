from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from content.kinds import PRODUCT_ANALYSIS
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from distribution.actions.declare_sent import declare_sent
from distribution.actions.forget_counts import forget_counts
from distribution.actions.lapse import lapse_due
from distribution.actions.pull import LimitReached, Unreachable, pull
from distribution.actions.take_reach import take_reach
from distribution.models import Contact, Customer, CustomerCounter, Pull, PullCounter, Reach, ReachTable
from distribution.queries.reach_file import read_file
from people.enums import Role
from people.models import User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import order_for, pull_edition, reach_of, set_limit
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition

SECRET = "6217000012345678"


@pytest.fixture
def operator(bank: Bank) -> User:
    made: User = UserFactory(operator=True, branch=bank.tree.head_office)
    return made


def test_nothing_of_a_customer_is_kept_but_a_keyed_hash(bank: Bank) -> None:
    reach_of(bank.manager, {SECRET: "C3", "1002": ""}, segment="payroll")
    assert ReachTable.objects.get().size == 2
    assert set(Reach.objects.values_list("segment", "tolerance")) == {("payroll", 3), ("payroll", None)}
    assert all(len(one.digest) == 32 and SECRET not in one.digest for one in Customer.objects.all())
    record = LedgerRecord.objects.get(event="reach.taken")
    assert SECRET.encode() not in bytes(record.payload)
    assert b'"customers":2' in bytes(record.payload)


def test_a_managers_table_is_replaced_as_a_whole_and_no_other(bank: Bank) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    reach_of(bank.manager, {"1": "", "2": ""})
    reach_of(colleague, {"1": "", "3": ""})
    reach_of(bank.manager, {"4": ""})
    assert Reach.objects.filter(table__manager=bank.manager).count() == 1
    assert Reach.objects.filter(table__manager=colleague).count() == 2
    assert Customer.objects.count() == 4


def test_errors_take_nothing_in(bank: Bank, operator: User) -> None:
    content = f"客户经理,客户编号,客群\n{bank.manager.username},1,payroll\nnobody,2,payroll\n".encode()
    source = read_file(content, operator)
    assert [line for line, _words in source.errors] == [3]
    assert "nobody" in source.errors[0][1]
    with pytest.raises(Conflict):
        take_reach(source, file_sha256="0" * 64, actor=operator, at=clock.now())
    assert not ReachTable.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR])
def test_other_roles_take_none(bank: Bank, operator: User, role: Role) -> None:
    source = read_file(f"客户经理,客户编号,客群\n{bank.manager.username},1,payroll\n".encode(), operator)
    with pytest.raises(Refused):
        take_reach(
            source,
            file_sha256="0" * 64,
            actor=UserFactory(roles=[role], branch=bank.tree.head_office),
            at=clock.now(),
        )
    assert not ReachTable.objects.exists()


def test_a_branch_takes_in_its_own_managers_only(bank: Bank, operator: User) -> None:
    western = UserFactory(operator=True, branch=bank.tree.west)
    content = f"客户经理,客户编号,客群\n{bank.manager.staff_number},1,payroll\n".encode()
    assert read_file(content, western).errors
    with pytest.raises(Refused):
        take_reach(read_file(content, operator), file_sha256="0" * 64, actor=western, at=clock.now())
    assert not ReachTable.objects.exists()


def test_a_pull_counts_for_each_customer_and_leaves_out_who_has_had_enough(bank: Bank) -> None:
    set_limit("moments_day", "2")
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    reach_of(bank.manager, {str(number): "" for number in range(10)})
    reach_of(colleague, {"0": "", "1": "", "20": ""})
    edition = issue_edition(branch=bank.tree.head_office)
    assert pull_edition(edition, colleague).reached == 3
    assert pull_edition(edition, bank.manager).reached == 10
    assert pull_edition(edition, bank.manager).reached == 8
    with pytest.raises(Unreachable) as refusal:
        pull_edition(edition, bank.manager)
    assert (refusal.value.audience.full, "明日" in str(refusal.value)) == (10, True)
    assert set(CustomerCounter.objects.filter(limit="moments_day").values_list("used", flat=True)) == {1, 2}
    assert pull_edition(edition, colleague).reached == 1
    assert Pull.objects.count() == 4


def test_the_count_outlives_a_move_to_another_manager(bank: Bank) -> None:
    set_limit("moments_day", "1")
    colleague = UserFactory(manager=True, branch=bank.tree.west)
    reach_of(bank.manager, {"1": ""})
    edition = issue_edition(branch=bank.tree.head_office)
    pull_edition(edition, bank.manager)
    reach_of(colleague, {"1": ""})
    with pytest.raises(Unreachable):
        pull_edition(edition, colleague)


def test_a_full_month_says_from_which_day_there_are_new_places(bank: Bank) -> None:
    """On 2 March customers have had what March allows."""
    set_limit("moments_month", "1")
    reach_of(bank.manager, {"1": "", "2": ""})
    edition = issue_edition(branch=bank.tree.head_office)
    pull_edition(edition, bank.manager)
    with pytest.raises(Unreachable) as refusal:
        pull_edition(edition, bank.manager)
    assert refusal.value.audience.again == date(2026, 4, 1)
    assert ("2026-04-01" in str(refusal.value), "明日" in str(refusal.value)) == (True, False)


def test_one_customer_who_is_free_tomorrow_is_enough_to_say_tomorrow(
    bank: Bank, frozen_clock: FrozenClock
) -> None:
    set_limit("moments_month", "2")
    set_limit("moments_day", "1")
    reach_of(bank.manager, {"1": ""})
    pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    frozen_clock.advance(days=1)
    edition = issue_edition(branch=bank.tree.head_office)
    reach_of(bank.manager, {"1": "", "2": ""})
    pull_edition(edition, bank.manager)
    with pytest.raises(Unreachable) as refusal:
        pull_edition(edition, bank.manager)
    assert refusal.value.audience.again == date(2026, 3, 4)
    assert "明日" in str(refusal.value)


def test_without_a_table_the_number_is_unknown_and_the_segment_is_counted(bank: Bank) -> None:
    set_limit("moments_day", "1")
    edition = issue_edition(branch=bank.tree.head_office)
    assert pull_edition(edition, bank.manager).reached is None
    with pytest.raises(LimitReached):
        pull_edition(edition, bank.manager)


def test_one_to_one_an_offer_goes_to_whom_it_suits(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, risk="R4")
    reach_of(bank.manager, {"1": "C5", "2": "C4", "3": "C3", "4": "C1", "5": ""})
    assert pull_edition(edition, bank.manager, channel="one_to_one").reached == 2
    reach_of(bank.manager, {"3": "C3", "5": ""})
    with pytest.raises(Unreachable) as refusal:
        pull_edition(edition, bank.manager, channel="one_to_one")
    audience = refusal.value.audience
    assert (audience.untagged, audience.unsuitable, audience.full, audience.visible) == (1, 1, 0, 0)


def test_what_offers_no_product_needs_no_tag(bank: Bank) -> None:
    words = {"one_to_one": "您好。以上信息仅供参考，不构成任何投资建议。"}
    reach_of(bank.manager, {"1": "C1", "2": ""})
    edition = issue_edition(branch=bank.tree.head_office, texts=words)
    assert pull_edition(edition, bank.manager, channel="one_to_one").reached == 2


def test_a_lapse_gives_the_customers_their_places_back(bank: Bank, frozen_clock: FrozenClock) -> None:
    reach_of(bank.manager, {"1": "", "2": ""})
    edition = issue_edition(branch=bank.tree.head_office)
    pull_edition(edition, bank.manager)
    declared = pull_edition(edition, bank.manager)
    declare_sent(declared.public_id, actor=bank.manager, at=clock.now())
    assert Contact.objects.count() == 2
    assert set(CustomerCounter.objects.values_list("used", flat=True)) == {2}
    frozen_clock.advance(hours=24)
    assert lapse_due(clock.now()) == 1
    assert not Contact.objects.exists()
    assert set(CustomerCounter.objects.values_list("used", flat=True)) == {1}


def test_the_same_order_counts_once(bank: Bank) -> None:
    set_limit("moments_day", "1")
    reach_of(bank.manager, {"1": "", "2": ""})
    order = order_for(issue_edition(branch=bank.tree.head_office))
    made = [pull(order, actor=bank.manager, at=clock.now()) for _tap in range(10)]
    assert len({one.pk for one in made}) == 1
    assert set(CustomerCounter.objects.values_list("used", flat=True)) == {1}
    assert set(PullCounter.objects.values_list("used", flat=True)) == {1}


def test_a_pull_costs_the_same_for_many_customers(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    pull_edition(edition, bank.manager)
    counts = []
    for size in (1, 20):
        reach_of(bank.manager, {str(number): "C3" for number in range(size)})
        with CaptureQueriesContext(connection) as captured:
            assert pull_edition(edition, bank.manager).reached == size
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_old_counts_and_unused_customers_go(bank: Bank, frozen_clock: FrozenClock) -> None:
    reach_of(bank.manager, {"1": "", "2": ""})
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    declare_sent(made.public_id, actor=bank.manager, at=clock.now())
    reach_of(bank.manager, {"2": ""})
    assert forget_counts(clock.now()) == 0
    frozen_clock.advance(days=29)
    assert forget_counts(clock.now()) == 0
    frozen_clock.advance(days=32)
    assert forget_counts(clock.now()) == 5
    assert (Customer.objects.count(), CustomerCounter.objects.count()) == (1, 0)


def workbook(*lines: tuple[str, ...]) -> bytes:
    book, file = Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def upload(client: Client, content: bytes, name: str = "客户.xlsx") -> object:
    file = BytesIO(content)
    file.name = name
    return client.post(reverse("reach:index"), {"file": file})


def test_a_workbook_is_taken_in_on_screen(bank: Bank, operator: User, client: Client) -> None:
    client.force_login(operator)
    page = client.get(reverse("reach:index")).content.decode()
    assert ("人数未知" in page, "最多 60000 行、10.0 MB" in page.replace("\xa0", " ")) == (True, True)
    content = workbook(
        ("客户经理", "客户编号", "客群", "风险承受能力"), (bank.manager.username, SECRET, "代发客群", "C2")
    )
    answer = upload(client, content)
    assert answer.status_code == 302
    assert Reach.objects.get().tolerance == 2
    assert "1 位客户经理已有名单" in client.get(reverse("reach:index")).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "CSV"),
        (b"\xff\xff\xff", "GB18030"),
        ("姓名,编号\n张,1\n".encode(), "客户经理，客户编号，客群，风险承受能力"),
        ("客户经理,客户编号,客群\n".encode(), "没有内容"),
        ("客户经理,客户编号,客群,风险承受能力\nx,1,全体,C1\n".encode(), "全体"),
        ("客户经理,客户编号,客群,风险承受能力\nx,1,payroll,R9\n".encode(), "R9"),
        (b"PK\x03\x04broken", "CSV"),
    ],
)
def test_a_file_that_is_wrong_is_told_in_words(
    bank: Bank, operator: User, client: Client, content: bytes, words: str
) -> None:
    client.force_login(operator)
    answer = upload(client, content, "客户.csv")
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not ReachTable.objects.exists()
