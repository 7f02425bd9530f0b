"""My influence: the manager's own numbers, and nobody else's."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content.domain.document import channel_texts
from content.enums import ScriptScene
from core import clock
from distribution.actions.declare_recall_outcome import declare_recall_outcome
from distribution.actions.declare_sent import declare_sent
from distribution.actions.give_feedback import Opinion, give_feedback
from distribution.enums import RecallOutcome, Usefulness
from distribution.models import LinkOpens
from distribution.queries.influence import influence_of
from people.models import User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import today
from tests.factories.distribution import pull_edition, recall_task
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition

PAGE = "/influence/"
QUERIES = 6
"""Five, and the ledger head for the time."""


def script(bank: Bank, scene: ScriptScene) -> Edition:
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    draft = make_of_kind("script", editor, clock.now())
    for block in draft.body:
        if block.block_type == "script_scene":
            block.value["script_scene"] = scene.value
    draft.save_revision(user=editor)
    draft.save()
    return issue_edition(component=draft)


def send(edition: Edition, manager: User) -> None:
    """Take it as it was written first, for the first of its segments, and declare it sent."""
    document = edition.content
    segment = document["audience"]["segments"][0]
    pull = pull_edition(edition, manager, channel=channel_texts(document)[0].channel, segment=segment)
    declare_sent(pull.public_id, actor=manager, at=clock.now())


def counted(manager: User) -> list[int]:
    return list(influence_of(manager, clock.now())[0].counted.values())


def test_each_term_by_its_own(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    pull = pull_edition(edition, bank.manager)
    assert counted(bank.manager) == [0, 0, 0, 0, 0]
    declare_sent(pull.public_id, actor=bank.manager, at=clock.now())
    LinkOpens.objects.create(pull=pull, day=today(), visitors=4)
    give_feedback(edition.public_id, Opinion(Usefulness.USEFUL), actor=bank.manager, at=clock.now())
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    declare_recall_outcome(
        task.public_id, RecallOutcome.NEVER_SENT, actor=bank.manager, at=frozen_clock.advance(hours=24)
    )
    assert counted(bank.manager) == [1, 0, 4, 1, 1]


def test_a_recall_answered_late_does_not_count(bank: Bank, frozen_clock: FrozenClock) -> None:
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    late = frozen_clock.advance(hours=24, seconds=1)
    declare_recall_outcome(task.public_id, RecallOutcome.DECLARED_GONE, actor=bank.manager, at=late)
    assert counted(bank.manager) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("scene", "numbers"),
    [
        (ScriptScene.BIRTHDAY, [0, 1, 0, 0, 0]),
        (ScriptScene.GREETING, [0, 1, 0, 0, 0]),
        (ScriptScene.HOLIDAY, [0, 1, 0, 0, 0]),
        (ScriptScene.OBJECTION, [1, 0, 0, 0, 0]),
    ],
)
def test_a_script_for_the_customers_sake_is_caring(
    bank: Bank, scene: ScriptScene, numbers: list[int]
) -> None:
    send(script(bank, scene), bank.manager)
    assert counted(bank.manager) == numbers


def test_another_managers_work_is_not_shown(bank: Bank, client: Client) -> None:
    other = UserFactory(manager=True, branch=bank.tree.east_sub, display_name="同事甲")
    send(issue_edition(branch=bank.tree.head_office), other)
    assert counted(bank.manager) == [0, 0, 0, 0, 0]
    client.force_login(bank.manager)
    page = client.get(PAGE).content.decode()
    assert "同事甲" not in page
    assert "<b>0</b> 分（本周至今）" in page


def test_the_page_shows_the_formula_and_the_weeks_before(
    bank: Bank, client: Client, frozen_clock: FrozenClock
) -> None:
    send(issue_edition(branch=bank.tree.head_office), bank.manager)
    frozen_clock.advance(days=7)
    client.force_login(bank.manager)
    page = client.get(PAGE).content.decode()
    assert "03-02 当周" in page
    for words in ("× 1", "× 2", "× 3", "客户关怀", "按时答复召回", "前七周平均 0 分", "召回在 24 小时内答复"):
        assert words in page
    assert "style=" not in page


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    bank: Bank, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _one in range(min(count, 3)):
        send(script(bank, ScriptScene.GREETING), bank.manager)
    for number in range(count):
        edition = issue_edition(branch=bank.tree.head_office, title=f"第{number}篇")
        give_feedback(edition.public_id, Opinion(Usefulness.USEFUL), actor=bank.manager, at=clock.now())
    with django_assert_num_queries(QUERIES):
        assert counted(bank.manager) == [0, min(count, 3), 0, count, 0]
