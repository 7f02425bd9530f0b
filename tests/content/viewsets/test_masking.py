"""An editor looks at the pictures of a story: draws boxes, writes them, or says that there is nothing."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from content import registry
from content.actions.leave_out_picture import leave_out_picture
from content.actions.mask_picture import mask_picture
from content.domain.masking import COVER, Box
from content.enums import MaskStyle, MaskVerdict, RightsBasis
from content.models import Component, LibraryImage, Masking, Story, StoryPicture
from content.queries.masking import masked, source_of
from content.queries.stories import consent_problems
from core import blobs, clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.models import User
from review.actions.prepare import prepare
from review.actions.submit import NotReady
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import submit_component
from tests.factories.stories import BOX, editor_of, finish, issue_story, make_story, mask_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def story() -> Story:
    return make_story()


@pytest.fixture
def editor(story: Story, client: Client) -> User:
    editor = editor_of(story.component)
    client.force_login(editor)
    return editor


def address(story: Story, name: str = "mask") -> str:
    arguments = [story.component_id, story.pictures.get().sha256]
    return reverse(f"content_ugc_story:{name}", args=arguments)


def rows(*boxes: tuple[int, int, int, int], origin: str = "hand", **more: Any) -> dict[str, Any]:
    posted = {
        "boxes-TOTAL_FORMS": len(boxes) + 1,
        "boxes-INITIAL_FORMS": 0,
        "style": "opaque",
        "deed": "mask",
    }
    for number, box in enumerate(boxes):
        posted |= {
            f"boxes-{number}-{name}": value
            for name, value in zip(("x", "y", "width", "height"), box, strict=True)
        }
        posted[f"boxes-{number}-origin"] = origin
    return {**posted, f"boxes-{len(boxes)}-origin": "hand", **more}


def draft_of(story: Story) -> Component:
    return Component.objects.get(pk=story.component_id).get_latest_revision_as_object()


def test_the_masked_picture_stands_in_the_draft(story: Story, editor: User, client: Client) -> None:
    assert client.post(address(story), rows((10, 10, 80, 60), (-0, 100, 500, 500))).status_code == 302
    (image,) = LibraryImage.objects.all()
    draft = draft_of(story)
    assert draft.body[1].value["masked_picture"] == image
    assert [list(block.value["pictures"]) for block in draft.channels] == [[image], [image]]
    assert draft.latest_revision.user == editor
    with image.open_file() as file:
        shown = Image.open(io.BytesIO(file.read())).convert("RGB")
    assert {shown.getpixel((10, 10)), shown.getpixel((89, 69)), shown.getpixel((319, 239))} == {COVER}
    assert shown.getpixel((100, 20)) != COVER
    assert (image.rights_basis, image.rights_until) == (RightsBasis.CONSENT, story.holds_until)
    assert image.collection == story.branch.collection
    made = Masking.objects.get()
    assert (made.verdict, made.done_by, len(made.boxes)) == (MaskVerdict.MASKED, editor, 2)
    record = LedgerRecord.objects.get(event="picture.masked")
    assert json.loads(bytes(record.payload))["source_sha256"] == story.pictures.get().sha256


def test_nothing_to_mask_is_said_under_ones_name(story: Story, editor: User, client: Client) -> None:
    assert client.post(address(story), {"deed": "nothing"}).status_code == 302
    made = Masking.objects.get()
    assert (made.verdict, made.done_by) == (MaskVerdict.NOTHING, editor)
    assert made.result_sha256 == story.pictures.get().sha256 == LibraryImage.objects.get().content_sha256
    assert list(consent_problems(draft_of(story))) == []


def test_a_picture_may_be_left_out(story: Story, editor: User, client: Client) -> None:
    client.post(address(story), {"deed": "leave_out"})
    assert not LibraryImage.objects.exists()
    assert list(consent_problems(draft_of(story))) == []
    assert client.get(address(story)).status_code == 404


@pytest.mark.parametrize(
    "posted",
    [
        rows(),
        rows((1000, 1000, 50, 50)),
        rows((10, 10, 2, 50)),
        rows((10, 10, 80, 60), style="blur"),
        rows((1, 1, 9, 9), **{"boxes-0-x": ""}),
    ],
    ids=["none", "outside", "too small", "no such style", "incomplete"],
)
def test_bad_boxes_are_shown_again(
    story: Story, editor: User, client: Client, posted: dict[str, Any]
) -> None:
    answer = client.post(address(story), posted)
    assert answer.status_code == 400
    assert not Masking.objects.exists()
    assert "data-masking-overlay" in answer.content.decode()


def test_nobody_submits_what_nobody_has_looked_at(story: Story, editor: User) -> None:
    component = finish(story.component, editor)
    with pytest.raises(NotReady, match="1"):
        submit_component(component, editor)
    mask_all(component, editor)
    assert submit_component(Component.objects.get(pk=component.pk), editor).pk


def test_nor_a_picture_chosen_from_the_library(frozen_clock: Any) -> None:
    editor = UserFactory(editor=True)
    component = make_of_kind("ugc_story", editor, clock.now())
    problems = prepare(Component.objects.get(pk=component.pk), clock.now()).problems
    assert len(problems) == 1
    assert "图片遮挡" in problems[0] or "Mask pictures" in problems[0]


def test_what_officers_see_is_the_masked_picture_alone() -> None:
    story = make_story()
    original = story.pictures.get().sha256
    edition = issue_story(story)
    assert original not in bytes(edition.candidate.document).decode()
    (masked_sha256,) = Masking.objects.values_list("result_sha256", flat=True)
    assert [entry["sha256"] for entry in edition.content["media"]] == [masked_sha256]
    assert edition.content["validity"]["until"] <= f"{story.holds_until.isoformat()}T16:00:00Z"


def test_masking_more_takes_the_place_of_the_picture_before(
    story: Story, editor: User, client: Client
) -> None:
    client.post(address(story), rows((10, 10, 80, 60)))
    (first,) = LibraryImage.objects.all()
    again = reverse("content_ugc_story:mask", args=[story.component_id, first.content_sha256])
    assert client.post(again, rows((150, 100, 60, 60), style="pixelated")).status_code == 302
    (second,) = LibraryImage.objects.all()
    assert second.content_sha256 != first.content_sha256
    draft = draft_of(story)
    assert draft.body[1].value["masked_picture"] == second
    assert [list(block.value["pictures"]) for block in draft.channels] == [[second], [second]]
    assert list(consent_problems(draft)) == []


def test_a_library_picture_of_ones_own_is_kept_when_a_masked_one_takes_its_place() -> None:
    editor = UserFactory(editor=True)
    component = make_of_kind("ugc_story", editor, clock.now())
    own = component.body[1].value["masked_picture"]
    source = source_of(component, own.content_sha256)
    assert source is not None
    mask_picture(
        component.public_id,
        source.sha256,
        masked(source, [BOX], MaskStyle.OPAQUE),
        [BOX],
        actor=editor,
        at=clock.now(),
    )
    assert LibraryImage.objects.filter(pk=own.pk).exists()
    with pytest.raises(Conflict):
        leave_out_picture(
            component.public_id, Masking.objects.get().result_sha256, actor=editor, at=clock.now()
        )


def test_proposed_boxes_wait_for_a_person(
    story: Story, editor: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def propose(content: bytes) -> list[Box]:
        seen.append(content)
        return [Box(5, 6, 70, 80, "proposed")]

    monkeypatch.setattr(registry, "proposed_boxes", propose)
    page = client.get(address(story)).content.decode()
    assert seen == [blobs.get(story.pictures.get().sha256)]
    assert 'name="boxes-0-width" value="70"' in page
    assert not Masking.objects.exists()
    kept = rows((5, 6, 70, 80), origin="proposed")
    assert client.post(address(story), {**kept, "boxes-INITIAL_FORMS": 1}).status_code == 302
    assert Masking.objects.get().boxes == [{"x": 5, "y": 6, "width": 70, "height": 80, "origin": "proposed"}]


def test_a_proposed_box_may_be_removed(story: Story, editor: User, client: Client) -> None:
    posted = {
        **rows((5, 6, 70, 80), (20, 20, 30, 30)),
        "boxes-INITIAL_FORMS": 1,
        "boxes-0-origin": "proposed",
    }
    posted |= {f"boxes-0-{name}": "" for name in ("x", "y", "width", "height")}
    assert client.post(address(story), posted).status_code == 302
    assert [box["x"] for box in Masking.objects.get().boxes] == [20]


@pytest.fixture
def tree() -> BranchTree:
    return branch_tree()


Person = Callable[[BranchTree], User]


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (lambda tree: UserFactory(editor=True, branch=tree.east), 200),
        (lambda tree: UserFactory(editor=True, branch=tree.west), 404),
        (lambda tree: UserFactory(officer=True, branch=tree.head_office), 302),
        (lambda tree: UserFactory(manager=True, branch=tree.east_sub), 302),
        (lambda tree: UserFactory(is_superuser=True, branch=tree.head_office), 404),
    ],
    ids=["editor above", "editor elsewhere", "officer", "another manager", "bare superuser"],
)
def test_only_who_may_change_the_piece_sees_the_unmasked_picture(
    tree: BranchTree, client: Client, person: Person, status: int
) -> None:
    story = make_story(UserFactory(manager=True, branch=tree.east_sub))
    content = blobs.get(story.pictures.get().sha256)
    client.force_login(person(tree))
    answer = client.get(address(story, "unmasked"))
    assert answer.status_code == status
    assert (answer.content == content) is (status == 200)
    assert client.get(address(story)).status_code == status
    assert client.get(reverse("content_ugc_story:masking", args=[story.component_id])).status_code == status


def test_the_actions_ask_again(tree: BranchTree) -> None:
    story = make_story(UserFactory(manager=True, branch=tree.east_sub))
    for rule, actor in {
        "role": UserFactory(officer=True, branch=tree.head_office),
        "branch": UserFactory(editor=True, branch=tree.west),
    }.items():
        with pytest.raises(Refused) as caught:
            leave_out_picture(
                story.component.public_id, story.pictures.get().sha256, actor=actor, at=clock.now()
            )
        assert caught.value.rule == rule
    assert not Masking.objects.exists()


def test_in_review_no_picture_is_changed(story: Story, editor: User, client: Client) -> None:
    mask_all(story.component, editor)
    component = finish(Component.objects.get(pk=story.component_id), editor)
    submit_component(component, editor)
    (image,) = LibraryImage.objects.all()
    again = reverse("content_ugc_story:mask", args=[story.component_id, image.content_sha256])
    assert client.post(again, {"deed": "nothing"}).status_code == 409


def test_the_consent_is_not_widened_by_the_editor(story: Story, editor: User) -> None:
    component = finish(story.component, editor)
    draft = component.get_latest_revision_as_object()
    body = draft.body.get_prep_value()
    body[0]["value"] |= {"consent_number": "SQ-9999", "holds_until": "2030-01-01"}
    draft.body = body
    draft.channels = [
        *draft.channels.get_prep_value(),
        {"type": "one_to_one", "value": {"text": "您好。", "pictures": []}},
    ]
    problems = list(consent_problems(draft))
    assert len(problems) == 4
    assert "SQ-0001" in problems[1]
    assert story.holds_until.isoformat() in problems[2]


def test_a_story_is_not_copied_nor_deleted(story: Story, editor: User, client: Client) -> None:
    assert client.get(f"/admin/snippets/content/ugc_story/copy/{story.component_id}/").status_code == 404
    answer = client.post(reverse("content_ugc_story:delete", args=[story.component_id]), {"confirm": "yes"})
    assert answer.status_code == 302
    assert Component.objects.filter(pk=story.component_id).exists()
    assert StoryPicture.objects.exists()


def test_the_form_says_what_is_missing_and_where_to_go(story: Story, editor: User, client: Client) -> None:
    page = client.get(reverse("content_ugc_story:edit", args=[story.component_id])).content.decode()
    assert reverse("content_ugc_story:masking", args=[story.component_id]) in page
    assert reverse("review_consent:withdraw", args=[story.component.public_id]) in page
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "sent-in-stories" in home
