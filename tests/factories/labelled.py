"""Labelled sentences as they stand in the table."""

import factory
from factory.django import DjangoModelFactory

from core import clock
from people.enums import Role
from review.domain.labelled import key_of
from review.domain.plain_text import Fields
from review.enums import LabelOrigin, LabelStatus, Wanted
from review.models import LabelledSentence
from tests.factories.people import UserFactory


class LabelledFactory(DjangoModelFactory[LabelledSentence]):
    """A sentence that an officer proposed. `accepted=True`: another one accepted it."""

    class Meta:
        model = LabelledSentence

    class Params:
        accepted = factory.Trait(
            status=LabelStatus.ACCEPTED,
            settled_by=factory.SubFactory(UserFactory, roles=[Role.OFFICER]),
            settled_at=factory.LazyFunction(clock.now),
        )

    text = factory.Sequence(lambda number: f"第{number}号示范理财保本保息，放心买。")
    wanted = Wanted.BLOCK
    category = "promise"
    origin = LabelOrigin.WRITTEN
    proposed_by = factory.SubFactory(UserFactory, roles=[Role.OFFICER])
    proposed_at = factory.LazyFunction(clock.now)
    key = factory.LazyAttribute(
        lambda made: key_of(made.text, Fields(*(getattr(made, name, "") for name in NAMES)))
    )


NAMES = ("kind", "product", "channel", "segment", "risk")
