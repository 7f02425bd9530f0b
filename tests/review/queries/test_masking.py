"""Boxes proposed for masking, on the page on which somebody looks at a customer's picture."""

import pytest
from django.test import Client
from django.urls import reverse

from content.domain.masking import Box
from content.models import Masking, Story
from core import blobs
from people.models import User
from review.domain.pictures.reading import READER
from review.enums import ReadingTrouble
from review.models import MaskProposal, WaitingPicture
from review.queries.masking import proposed_boxes
from tests.factories.stories import editor_of, make_story

pytestmark = pytest.mark.django_db
WORDS = "This picture is still being looked through for numbers and names."


@pytest.fixture
def story() -> Story:
    return make_story()


@pytest.fixture
def editor(story: Story, client: Client) -> User:
    editor = editor_of(story.component)
    client.force_login(editor)
    return editor


def address(story: Story) -> str:
    return reverse("content_ugc_story:mask", args=[story.component_id, story.pictures.get().sha256])


def content_of(story: Story) -> bytes:
    return blobs.get(story.pictures.get().sha256)


def proposed(story: Story, *areas: list[int]) -> None:
    sha256 = story.pictures.get().sha256
    WaitingPicture.objects.filter(sha256=sha256).delete()
    MaskProposal.objects.create(sha256=sha256, reader=READER, areas=list(areas))


def test_while_it_is_read_the_page_says_so_and_can_be_used(
    story: Story, editor: User, client: Client
) -> None:
    assert proposed_boxes(content_of(story)) is None
    page = client.get(address(story)).content.decode()
    assert WORDS in page
    assert 'name="boxes-0-width"' in page


def test_boxes_are_proposed_and_mask_nothing_by_themselves(
    story: Story, editor: User, client: Client
) -> None:
    proposed(story, [10, 20, 120, 30])
    assert proposed_boxes(content_of(story)) == [Box(10, 20, 120, 30, "proposed")]
    page = client.get(address(story)).content.decode()
    assert WORDS not in page
    assert 'name="boxes-0-width" value="120"' in page
    assert not Masking.objects.exists()
    assert blobs.exists(story.pictures.get().sha256)


def test_of_what_could_not_be_read_nothing_is_proposed(story: Story, editor: User, client: Client) -> None:
    WaitingPicture.objects.update(trouble=ReadingTrouble.TOO_SLOW)
    assert proposed_boxes(content_of(story)) == []
    assert WORDS not in client.get(address(story)).content.decode()


def test_nothing_is_proposed_by_another_version_of_the_reader(story: Story) -> None:
    proposed(story, [10, 20, 120, 30])
    MaskProposal.objects.update(reader="older")
    assert proposed_boxes(content_of(story)) == []
