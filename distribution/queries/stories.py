"""What a manager has sent in of customers' stories, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from content.enums import ComponentState
from content.models import Story
from distribution.enums import STORY_WITHDRAWABLE, StoryState
from people.models import User
from review.enums import CaseStatus, EditionStatus, WithdrawalGround
from review.models import Case, ConsentWithdrawal, Edition

SHOWN = 50

IN_FORCE = frozenset({EditionStatus.ISSUED, EditionStatus.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Told:
    """A story and where it stands."""

    story: Story
    state: StoryState
    pictures: int

    @property
    def is_withdrawable(self) -> bool:
        return self.state in STORY_WITHDRAWABLE


def story_of_manager(manager: User, public_id: UUID) -> Story:
    """Return the manager's own story. Raises Story.DoesNotExist for another's."""
    return Story.objects.select_related("component").get(public_id=public_id, manager=manager)


def stories_of(manager: User) -> list[Told]:
    """Return the manager's newest stories. The same number of queries however many there are."""
    stories = list(
        Story.objects.filter(manager=manager)
        .select_related("component")
        .defer("component__body", "component__channels")
        .prefetch_related("pictures")[:SHOWN]
    )
    return told(stories)


def told(stories: Iterable[Story]) -> list[Told]:
    """Return each of `stories` with where it stands. Three queries for all."""
    stories = list(stories)
    keys = [story.component_id for story in stories]
    withdrawn = dict(
        ConsentWithdrawal.objects.filter(component__in=keys).values_list("component_id", "ground")
    )
    editions = dict(
        Edition.objects.filter(component__in=keys).order_by("pk").values_list("component_id", "status")
    )
    cases = dict(
        Case.objects.filter(candidate__component__in=keys)
        .order_by("pk")
        .values_list("candidate__component_id", "status")
    )
    return [
        Told(
            story,
            _state(
                story,
                withdrawn.get(story.component_id),
                cases.get(story.component_id),
                editions.get(story.component_id),
            ),
            len(story.pictures.all()),
        )
        for story in stories
    ]


def _state(story: Story, withdrawn: str | None, case: str | None, edition: str | None) -> StoryState:
    """`case` and `edition` are the status of the newest of each."""
    if withdrawn is not None:
        return StoryState.NOT_USED if withdrawn == WithdrawalGround.NOT_USED else StoryState.WITHDRAWN
    if story.component.state == ComponentState.IN_REVIEW:
        return StoryState.IN_REVIEW
    if edition in IN_FORCE:
        return StoryState.ISSUED
    if case == CaseStatus.REFUSED:
        return StoryState.NOT_USED
    return StoryState.RECEIVED if edition is None else StoryState.OVER
