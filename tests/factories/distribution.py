"""Packages, pulls and recall tasks, the last two made through the real actions."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from content.enums import Channel, Segment, Slot
from content.kinds import MORNING_BRIEF
from core import clock
from distribution.actions.ask_for_content import Wish
from distribution.actions.ask_for_deletion import ask_for_deletion
from distribution.actions.pull import Order, pull
from distribution.actions.set_rule import set_rule
from distribution.actions.take_reach import take_reach
from distribution.domain.reach import HEADINGS
from distribution.enums import Purpose
from distribution.models import (
    Package,
    PackageItem,
    Programme,
    ProgrammeEntry,
    ProgrammeSlot,
    Pull,
    RecallTask,
)
from distribution.queries.reach_file import read_file
from people.models import User
from review.models import Edition
from tests.factories.content import today
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import recall_edition

HEADINGS_LINE = ",".join(writings[0] for writings in HEADINGS.values())


class PackageFactory(DjangoModelFactory[Package]):
    """A package of `branch` for today; `editions` are put into `slot` in their order."""

    class Meta:
        model = Package
        skip_postgeneration_save = True

    branch = factory.SubFactory(BranchFactory)
    day = factory.LazyFunction(today)
    title = factory.Sequence(lambda number: f"内容包{number}")
    created_by = factory.LazyAttribute(lambda made: UserFactory(operator=True, branch=made.branch))
    created_at = factory.LazyFunction(clock.now)

    @classmethod
    def _create(
        cls,
        model_class: type[Package],
        *args: Any,
        editions: tuple[Edition, ...] = (),
        slot: Slot = Slot.MORNING,
        **fields: Any,
    ) -> Package:
        package: Package = super()._create(model_class, *args, **fields)
        for position, edition in enumerate(editions):
            PackageItem.objects.create(package=package, edition=edition, slot=slot, position=position)
        return package


def order_for(
    edition: Edition, channel: str = Channel.MOMENTS.value, segment: str = Segment.CREDIT_CARD.value
) -> Order:
    """Return an order with a key of its own."""
    return Order(edition.public_id, Channel(channel), Segment(segment), uuid4())


def pull_edition(
    edition: Edition,
    manager: User,
    *,
    channel: str = Channel.MOMENTS.value,
    segment: str = Segment.CREDIT_CARD.value,
    at: datetime | None = None,
) -> Pull:
    """Take the edition out as `manager`."""
    return pull(order_for(edition, channel, segment), actor=manager, at=at or clock.now())


def recall_task(edition: Edition, manager: User, *, correction: str = "", **order: str) -> RecallTask:
    """Pull, recall and hand out the tasks; return the manager's. `order` as `pull_edition` takes it."""
    pull_edition(edition, manager, **order)
    made = recall_edition(edition, correction=correction)
    ask_for_deletion(made.public_id, clock.now())
    return RecallTask.objects.get(recall=made, manager=manager)


def set_limit(code: str, value: str) -> None:
    """Put a limit, or a segment's windows, in force as an operator of a head office would."""
    set_rule(code, value, "测试", actor=UserFactory(operator=True), at=clock.now())


def wish(title: str = "端午短文案", *, days: int = 3) -> Wish:
    """Return what a manager asks for, with a key of its own, wanted in some days."""
    return Wish(title, "给新客户", today() + timedelta(days=days), uuid4())


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """A programme in use of `branch` from a month ago on, without entries."""

    class Meta:
        model = Programme

    branch = factory.SubFactory(BranchFactory)
    title = factory.Sequence(lambda number: f"周计划{number}")
    starts = factory.LazyFunction(lambda: today() - timedelta(days=30))


class EntryFactory(DjangoModelFactory[ProgrammeEntry]):
    """An entry of `programme` for briefs on Monday morning."""

    class Meta:
        model = ProgrammeEntry

    programme = factory.SubFactory(ProgrammeFactory)
    weekday = "1"
    slot = Slot.MORNING
    purpose = Purpose.BRIEF
    kinds = factory.LazyFunction(lambda: [MORNING_BRIEF.code])


def time_slot(programme: Programme, slot: Slot, begins: str, ends: str) -> ProgrammeSlot:
    """Say when `slot` is due, in times such as "21:30"."""
    return ProgrammeSlot.objects.create(
        programme=programme, slot=slot, begins=time.fromisoformat(begins), ends=time.fromisoformat(ends)
    )


def reach_of(manager: User, customers: Mapping[str, str], *, segment: str = "credit_card") -> None:
    """Take in the manager's table: the tolerance (C1 to C5, or nothing) of each customer by number."""
    rows = [f"{manager.username},{number},{segment},{tolerance}" for number, tolerance in customers.items()]
    content = "\n".join([HEADINGS_LINE, *rows]).encode()
    operator = UserFactory(operator=True, branch=manager.branch.get_root())
    take_reach(read_file(content, operator), file_sha256="0" * 64, actor=operator, at=clock.now())
