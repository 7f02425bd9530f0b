"""Customers' stories on the phone: sent in, watched, withdrawn."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from content.actions.hold_picture import hold_picture
from content.actions.take_story import NotTaken, take_story
from content.enums import ComponentState
from content.models import Component, LibraryImage, Story, StoryPicture
from content.models.media_files import accept_picture
from core import blobs, clock, outbox
from core.actions import Refused
from core.models import LedgerRecord
from distribution.enums import StoryState
from distribution.queries.stories import stories_of
from people.models import User
from review.actions.withdraw_consent import withdraw_consent
from review.enums import Verdict, WithdrawalGround
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import picture_file
from tests.factories.people import UserFactory
from tests.factories.review import decide_case, recall_edition, submit_component
from tests.factories.stories import (
    TOLD,
    editor_of,
    finish,
    hold,
    issue_story,
    make_story,
    mask_all,
    telling,
)


def said(**changes: Any) -> dict[str, Any]:
    return {
        "told": TOLD,
        "consent_number": "SQ-0001",
        "given_on": "2026-03-01",
        "holds_until": "2026-12-31",
        "channels": ["moments", "group"],
        "agreed": "on",
        "request_key": str(uuid4()),
        **changes,
    }


def upload(number: int = 1) -> SimpleUploadedFile:
    file = picture_file(number)
    return SimpleUploadedFile(f"p{number}.png", file.read())


def test_it_arrives_as_a_draft_of_the_managers_branch(bank: Bank, manager_client: Client) -> None:
    answer = manager_client.post("/stories/new/", said(pictures=[upload(1), upload(2)]))
    assert (answer.status_code, answer["Location"]) == (302, "/stories/")
    story = Story.objects.get()
    draft = story.component.get_latest_revision_as_object()
    assert (draft.kind, draft.branch, draft.state) == ("ugc_story", bank.manager.branch, ComponentState.DRAFT)
    assert draft.body[1].value["told"] == TOLD
    assert {block.block_type for block in draft.channels} == {"moments", "group"}
    assert story.consent_words == django_settings.ARMOURY_STORY_CONSENT_WORDS
    assert [one.position for one in story.pictures.all()] == [0, 1]
    assert not LibraryImage.objects.exists()
    record = LedgerRecord.objects.get(event="story.taken")
    assert json.loads(bytes(record.payload))["taken_by"] == bank.manager.actor
    assert TOLD not in bytes(record.payload).decode()


def test_bad_input_keeps_what_was_typed_and_the_pictures(bank: Bank, manager_client: Client) -> None:
    bad = said(consent_number="13800000000", pictures=[upload(1)], channels=[])
    answer = manager_client.post("/stories/new/", bad)
    page = answer.content.decode()
    assert (answer.status_code, Story.objects.count()) == (400, 0)
    assert TOLD in page
    held = StoryPicture.objects.get()
    assert f'value="{held.public_id}" checked' in page
    good = manager_client.post("/stories/new/", said(held=[str(held.public_id)]))
    assert good.status_code == 302
    assert list(Story.objects.get().pictures.all()) == [held]


def test_metadata_is_gone_before_anybody_looks(bank: Bank, manager_client: Client) -> None:
    secret, written = b"31.2304N 121.4737E", BytesIO()
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    Image.new("RGB", (60, 40), "teal").save(written, "JPEG", exif=exif)
    content = written.getvalue()
    photo = SimpleUploadedFile("photo.jpg", content)
    assert secret in content
    assert manager_client.post("/stories/new/", said(pictures=[photo])).status_code == 302
    assert secret not in blobs.get(StoryPicture.objects.get().sha256)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent_number": "张三"}, "授权书编号"),
        ({"consent_number": "110101199001011234"}, "证件号码"),
        ({"holds_until": "2026-02-01"}, "必须晚于"),
        ({"given_on": "2026-03-09"}, "晚于今天"),
        ({"given_on": "2026-01-01", "holds_until": "2026-03-01"}, "已到期"),
        ({"agreed": ""}, "未作此确认"),
        ({"told": ""}, "请填写客户讲述"),
        ({"channels": ["mobile_bank"]}, "mobile_bank"),
    ],
)
def test_what_is_wrong_is_said(
    bank: Bank, manager_client: Client, changes: dict[str, Any], words: str
) -> None:
    answer = manager_client.post("/stories/new/", said(**changes))
    assert (answer.status_code, Story.objects.count()) == (400, 0)
    assert words in answer.content.decode()


def test_no_more_pictures_and_no_other_files_than_allowed(bank: Bank, manager_client: Client) -> None:
    four = said(pictures=[upload(number) for number in range(4)])
    assert "最多 3 张" in manager_client.post("/stories/new/", four).content.decode()
    text = SimpleUploadedFile("p.png", b"<script>")
    answer = manager_client.post("/stories/new/", said(pictures=[text]))
    assert (answer.status_code, StoryPicture.objects.count()) == (400, 0)


def test_the_same_form_sent_twice_is_one_story(bank: Bank, manager_client: Client) -> None:
    form = said()
    for _ in range(2):
        assert manager_client.post("/stories/new/", form).status_code == 302
    assert Story.objects.count() == 1


def test_there_is_a_limit_a_day(
    bank: Bank, manager_client: Client, settings: Settings, frozen_clock: FrozenClock
) -> None:
    settings.ARMOURY_STORIES_PER_DAY = 2
    for _ in range(2):
        manager_client.post("/stories/new/", said())
    answer = manager_client.post("/stories/new/", said())
    assert "今天已提交 2 则" in answer.content.decode()
    frozen_clock.advance(days=1)
    client = Client()
    client.force_login(bank.manager)
    assert client.post("/stories/new/", said()).status_code == 302


def test_anothers_held_picture_is_not_taken(bank: Bank, frozen_clock: FrozenClock) -> None:
    theirs = hold(UserFactory(manager=True, branch=bank.manager.branch))
    with pytest.raises(NotTaken):
        take_story(telling(clock.now(), pictures=(theirs.public_id,)), actor=bank.manager, at=clock.now())
    assert not Story.objects.exists()


def test_only_managers_send_in_and_hold(bank: Bank) -> None:
    editor = UserFactory(editor=True, branch=bank.tree.east)
    file = picture_file(1)
    for attempt in (
        lambda: take_story(telling(clock.now()), actor=editor, at=clock.now()),
        lambda: hold_picture(accept_picture(file.read(), "p.png"), actor=editor, at=clock.now()),
    ):
        with pytest.raises(Refused):
            attempt()
    assert (Story.objects.count(), StoryPicture.objects.count()) == (0, 0)


def test_a_manager_sees_own_stories_only(bank: Bank, manager_client: Client) -> None:
    colleague = UserFactory(manager=True, branch=bank.manager.branch)
    theirs = make_story(colleague, told="别人的故事")
    make_story(bank.manager, numbers=(3,), told="自己的故事")
    page = manager_client.get("/stories/").content.decode()
    assert "自己的故事" in page
    assert "别人的故事" not in page
    address = reverse("withdraw_story", args=[theirs.public_id])
    assert manager_client.get(address).status_code == 404
    assert manager_client.post(address).status_code == 404
    theirs.component.refresh_from_db()
    assert theirs.component.state == ComponentState.DRAFT


def state_of(manager: User) -> StoryState:
    return stories_of(manager)[0].state


def test_the_manager_sees_what_became_of_it(bank: Bank, frozen_clock: FrozenClock) -> None:
    story = make_story(bank.manager)
    assert state_of(bank.manager) == StoryState.RECEIVED
    editor = editor_of(story.component)
    mask_all(story.component, editor)
    component = finish(Component.objects.get(pk=story.component_id), editor)
    case = submit_component(component, editor)
    assert state_of(bank.manager) == StoryState.IN_REVIEW
    decide_case(case, verdict=Verdict.REFUSE, reasons="不合适。")
    assert state_of(bank.manager) == StoryState.NOT_USED
    frozen_clock.advance(minutes=1)
    second = issue_story(make_story(bank.manager, numbers=(2,)))
    assert state_of(bank.manager) == StoryState.ISSUED
    recall_edition(second)
    assert state_of(bank.manager) == StoryState.OVER
    frozen_clock.advance(minutes=1)
    third = make_story(bank.manager, numbers=(3,))
    withdraw_consent(
        third.component.public_id,
        ground=WithdrawalGround.NOT_USED,
        actor=editor_of(third.component),
        at=clock.now(),
    )
    assert state_of(bank.manager) == StoryState.NOT_USED


def test_one_tap_and_a_confirmation_withdraw(bank: Bank, manager_client: Client) -> None:
    edition = issue_story(make_story(bank.manager))
    taker = Client()
    taker.force_login(UserFactory(manager=True, branch=edition.branch))
    page = reverse("edition", args=[edition.public_id])
    medium = edition.candidate.media.get(derivative="display")
    picture = reverse("edition_media", args=[edition.public_id, medium.sha256])
    assert (taker.get(page).status_code, taker.get(picture).status_code) == (200, 200)
    address = reverse("withdraw_story", args=[edition.component.story.public_id])
    assert "确认撤回" in manager_client.get(address).content.decode()
    assert taker.get(page).status_code == 200
    assert manager_client.post(address)["Location"] == "/stories/"
    assert (taker.get(page).status_code, taker.get(picture).status_code) == (410, 404)
    outbox.deliver()
    assert (taker.get(page).status_code, taker.get(picture).status_code) == (410, 404)
    assert manager_client.post(address).status_code == 302
    shown = manager_client.get("/stories/").content.decode()
    assert "已撤回" in shown
    assert address not in shown
    assert "确认撤回" not in manager_client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    bank: Bank,
    manager_client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    settings: Settings,
    count: int,
) -> None:
    settings.ARMOURY_STORIES_PER_DAY = count
    for number in range(count):
        make_story(bank.manager, numbers=(number,))
    with django_assert_num_queries(11):
        page = manager_client.get("/stories/").content.decode()
    assert page.count('class="story"') == count
