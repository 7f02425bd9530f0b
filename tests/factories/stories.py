"""Customers' stories, made through the real actions."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from content.actions.declare_nothing_to_mask import declare_nothing_to_mask
from content.actions.hold_picture import hold_picture
from content.actions.mask_picture import mask_picture
from content.actions.take_story import Telling, take_story
from content.domain.masking import Box
from content.enums import Channel, MaskStyle, Segment
from content.models import Component, LibraryImage, Story, StoryPicture
from content.models.media_files import accept_picture
from content.queries.masking import as_it_is, masked, sources_of
from core import clock, outbox
from core.clock import business_day
from people.models import User
from review.actions.withdraw_consent import withdraw_consent
from review.enums import WithdrawalGround
from review.models import Edition
from tests.factories.content import picture_file
from tests.factories.people import UserFactory
from tests.factories.review import approve_case, submit_component

TOLD = "第一次带孩子来网点参观，他记住了怎么认硬币。"
BOX = Box(10, 10, 80, 60)


def hold(manager: User, number: int = 1, at: datetime | None = None) -> StoryPicture:
    """Return a picture that `manager` has uploaded and not sent in yet."""
    file = picture_file(number)
    return hold_picture(accept_picture(file.read(), str(file.name)), actor=manager, at=at or clock.now())


def telling(at: datetime, **changes: Any) -> Telling:
    """Return what a complete form says."""
    today = business_day(at)
    said: dict[str, Any] = {
        "told": TOLD,
        "consent_number": "SQ-0001",
        "given_on": today,
        "holds_until": today + timedelta(days=300),
        "channels": (Channel.MOMENTS, Channel.GROUP),
        "pictures": (),
        "request_key": uuid4(),
    }
    return Telling(**{**said, **changes})


def make_story(
    manager: User | None = None,
    *,
    numbers: tuple[int, ...] = (1,),
    at: datetime | None = None,
    **changes: Any,
) -> Story:
    """Return a story that `manager` sent in, with a picture for each of `numbers`."""
    at = at or clock.now()
    manager = manager or UserFactory(manager=True)
    held = tuple(hold(manager, number, at).public_id for number in numbers)
    return take_story(telling(at, pictures=held, **changes), actor=manager, at=at)


def editor_of(component: Component) -> User:
    """Return a new editor of the piece's branch."""
    return UserFactory(editor=True, branch=component.branch)


def mask_all(component: Component, editor: User, at: datetime | None = None) -> None:
    """Mask every picture that was sent in, in one box."""
    for source in sources_of(component.get_latest_revision_as_object()):
        if source.image is None:
            mask_picture(
                component.public_id,
                source.sha256,
                masked(source, [BOX], MaskStyle.OPAQUE),
                [BOX],
                actor=editor,
                at=at or clock.now(),
            )
            component = Component.objects.get(pk=component.pk)


def say_nothing_to_mask(component: Component, editor: User, at: datetime | None = None) -> None:
    """Let every picture of the draft be submitted as it is."""
    for source in sources_of(component.get_latest_revision_as_object()):
        declare_nothing_to_mask(
            component.public_id, source.sha256, as_it_is(source), actor=editor, at=at or clock.now()
        )


def finish(component: Component, editor: User) -> Component:
    """Fill in what a story's draft still lacks, as an editor does."""
    draft = component.get_latest_revision_as_object()
    draft.segments = [Segment.CREDIT_CARD.value]
    draft.channels = [
        {
            "type": block["type"],
            "value": {**block["value"], "text": "客户故事。客户个人经历，已获本人同意，仅供参考。"},
        }
        for block in draft.channels.get_prep_value()
    ]
    draft.save()
    draft.save_revision(user=editor, clean=False)
    return Component.objects.get(pk=component.pk)


def issue_story(story: Story | None = None) -> Edition:
    """Return the edition of a story: masked, finished, submitted, approved, its unmasked originals erased."""
    story = story or make_story()
    editor = editor_of(story.component)
    mask_all(story.component, editor)
    component = finish(Component.objects.get(pk=story.component_id), editor)
    edition = approve_case(submit_component(component, editor))
    outbox.deliver()
    return edition


def withdrawn_story(story: Story | None = None) -> Edition:
    """Return the edition of a story whose manager has withdrawn the consent."""
    edition = issue_story(story)
    withdraw_consent(
        edition.component.public_id,
        ground=WithdrawalGround.CUSTOMER,
        actor=edition.component.story.manager,
        at=clock.now(),
    )
    return edition


def library_images(component: Component) -> list[LibraryImage]:
    """Return the pictures of the library that came from the story."""
    results = component.maskings.values("result_sha256")
    return list(LibraryImage.objects.filter(content_sha256__in=results))
