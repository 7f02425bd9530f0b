"""A consent ends: everywhere, at once, and what is left of the pictures is their hashes."""

import json
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage, storages
from django.db import IntegrityError, transaction
from wagtail.actions.edit import EditPermissionError

from content.actions.edit import EditComponentAction
from content.enums import ComponentState
from content.models import Component, KeptBlob, LibraryImage, Story, StoryPicture
from core import blobs, clock, outbox
from core.actions import Conflict, Refused
from core.erasures import erased_on_record
from core.models import LedgerRecord
from core.queries.ledger import disagreements, verify
from distribution.models import RecallTask
from people.models import User
from review.actions.erase_story import erase_story, erase_what_is_left
from review.actions.prepare import prepare
from review.actions.withdraw_consent import withdraw_consent
from review.enums import CaseStatus, EditionStatus, WithdrawalGround
from review.models import CandidateMedium, ConsentWithdrawal, Edition
from tests.conftest import FrozenClock
from tests.factories.distribution import pull_edition
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition, make_component, officer_for, submit_component
from tests.factories.stories import (
    editor_of,
    finish,
    hold,
    issue_story,
    library_images,
    make_story,
    mask_all,
)

pytestmark = pytest.mark.django_db


def end(
    component: Component, actor: User, ground: WithdrawalGround = WithdrawalGround.CUSTOMER
) -> ConsentWithdrawal:
    return withdraw_consent(component.public_id, ground=ground, actor=actor, at=clock.now())


def there(digests: Iterable[str]) -> set[str]:
    return {digest for digest in digests if blobs.exists(digest)}


def media_of(edition: Edition) -> set[str]:
    return set(CandidateMedium.objects.filter(candidate=edition.candidate).values_list("sha256", flat=True))


def test_readers_lose_it_at_once_and_everybody_who_took_it_has_a_task(frozen_clock: FrozenClock) -> None:
    edition, other = issue_story(), issue_edition()
    taker = UserFactory(manager=True, branch=edition.branch)
    pull_edition(edition, taker)
    end(edition.component, edition.component.story.manager)
    assert list(Edition.objects.readable(frozen_clock.at)) == [other]
    edition.refresh_from_db()
    assert (edition.status, edition.recall.recalled_by) == (
        EditionStatus.RECALLED,
        edition.component.story.manager,
    )
    outbox.deliver()
    task = RecallTask.objects.get(manager=taker)
    assert "The customer has withdrawn the consent" in task.recall.reason


def test_every_file_is_erased_and_every_hash_stays() -> None:
    edition = issue_story(make_story(numbers=(1, 2)))
    media, images = media_of(edition), library_images(edition.component)
    renditions = [image.get_rendition("width-60") for image in images]
    names = [one.file.name for one in (*images, *renditions)]
    assert len(media) == 6
    assert there(media) == media
    assert all(default_storage.exists(name) for name in names)
    made = end(edition.component, edition.component.story.manager)
    outbox.deliver()
    made.refresh_from_db()
    assert made.erased_at is not None
    assert there(media) == set()
    assert not any(default_storage.exists(name) for name in names)
    assert not LibraryImage.objects.filter(pk__in=[image.pk for image in images]).exists()
    assert media_of(edition) == media <= erased_on_record()
    assert Story.objects.get().told == ""
    assert edition.content["media"][0]["sha256"] in media
    assert [*verify(), *disagreements()] == []


def test_a_file_that_goes_without_a_record_is_a_flaw() -> None:
    edition = issue_story()
    digest = edition.candidate.media.get(derivative="display").sha256
    storages["blobs"].delete(f"{digest[:2]}/{digest[2:4]}/{digest}")
    assert list(disagreements()) == [
        ("editions", f"{edition.ledger_subject} lacks its file {digest}, which nobody erased on record")
    ]


def test_an_open_case_is_taken_back_and_the_draft_is_closed_for_good(frozen_clock: FrozenClock) -> None:
    story = make_story()
    editor = editor_of(story.component)
    mask_all(story.component, editor)
    component = finish(Component.objects.get(pk=story.component_id), editor)
    prepared = prepare(component, clock.now())
    case = submit_component(component, editor)
    end(component, editor)
    case.refresh_from_db()
    component.refresh_from_db()
    assert (case.status, component.state) == (CaseStatus.WITHDRAWN, ComponentState.CLOSED)
    outbox.deliver()
    assert there(KeptBlob.objects.values_list("sha256", flat=True)) == set()
    with pytest.raises(EditPermissionError, match="withdrew the consent meanwhile"):
        EditComponentAction(component, user=editor).execute(skip_permission_checks=True)
    with pytest.raises(Conflict, match="closed for good"):
        prepare(component, clock.now())
    from review.actions.submit import submit

    with pytest.raises(Conflict, match="closed for good"):
        submit(prepared, actor=editor, justifications={}, at=clock.now())


def test_a_draft_that_was_never_submitted_is_closed_and_its_originals_go() -> None:
    story = make_story(numbers=(1, 2))
    originals = set(StoryPicture.objects.values_list("sha256", flat=True))
    assert there(originals) == originals
    end(story.component, story.manager)
    outbox.deliver()
    assert there(originals) == set()
    assert LedgerRecord.objects.filter(event="blob.erased").count() == 2


def test_it_is_on_record_once_and_a_second_tap_changes_nothing() -> None:
    edition = issue_story()
    story = edition.component.story
    first = end(edition.component, story.manager)
    assert end(edition.component, editor_of(edition.component), WithdrawalGround.INVALID) == first
    record = LedgerRecord.objects.get(event="consent.withdrawn")
    assert json.loads(bytes(record.payload)) == {
        "ground": "customer",
        "withdrawn_by": story.manager.actor,
        "recalled": 1,
    }
    assert record.subject == f"component:{edition.component.public_id}"


def test_only_its_manager_and_those_who_oversee_it_may() -> None:
    tree = branch_tree()
    story = make_story(UserFactory(manager=True, branch=tree.east_sub))
    refused = [
        ("role", UserFactory(manager=True, branch=tree.east_sub)),
        ("role", UserFactory(auditor=True, branch=tree.head_office)),
        ("role", UserFactory(is_superuser=True, branch=tree.head_office)),
        ("branch", UserFactory(editor=True, branch=tree.west)),
    ]
    for rule, actor in refused:
        with pytest.raises(Refused) as caught:
            end(story.component, actor)
        assert caught.value.rule == rule
    assert not ConsentWithdrawal.objects.exists()
    story.manager.groups.clear()
    with pytest.raises(Refused):
        end(story.component, User.objects.get(pk=story.manager_id))
    assert end(story.component, UserFactory(editor=True, branch=tree.east)).pk
    other = make_story(UserFactory(manager=True, branch=tree.east_sub), numbers=(7,))
    assert end(other.component, officer_for(tree.east_sub)).pk


def test_a_piece_without_a_consent_has_nothing_to_withdraw() -> None:
    component = make_component()
    with pytest.raises(Conflict, match="no customer's consent"):
        end(component, component.created_by)
    component.refresh_from_db()
    assert component.state == ComponentState.DRAFT


def test_bytes_that_another_piece_in_force_shows_stay_until_it_has_ended(frozen_clock: FrozenClock) -> None:
    edition = issue_story()
    (image,) = library_images(edition.component)
    other = issue_edition(editor=editor_of(edition.component), pictures=[image])
    shared = media_of(edition) & media_of(other)
    assert len(shared) == 3
    made = end(edition.component, edition.component.story.manager)
    outbox.deliver()
    made.refresh_from_db()
    assert (there(shared), made.erased_at) == (shared, None)
    frozen_clock.move_to(other.valid_until + timedelta(minutes=1))
    from review.actions.expire import expire_due

    expire_due(clock.now())
    assert erase_what_is_left(clock.now()) == 1
    outbox.deliver()
    made.refresh_from_db()
    assert (there(shared), made.erased_at) == (set(), clock.now())
    assert list(disagreements()) == []
    assert erase_what_is_left(clock.now() + timedelta(days=2)) == 0


def test_what_a_page_put_back_meanwhile_is_found_and_erased_again(frozen_clock: FrozenClock) -> None:
    edition = issue_story()
    digest = edition.candidate.media.get(derivative="display").sha256
    content = blobs.get(digest)
    end(edition.component, edition.component.story.manager)
    outbox.deliver()
    blobs.put(content)
    frozen_clock.advance(minutes=20)
    erase_what_is_left(clock.now())
    outbox.deliver()
    assert not blobs.exists(digest)


def test_erasing_again_records_nothing_new(frozen_clock: FrozenClock) -> None:
    edition = issue_story()
    made = end(edition.component, edition.component.story.manager)
    outbox.deliver()
    count = LedgerRecord.objects.count()
    frozen_clock.advance(hours=1)
    erase_story(made.public_id, clock.now())
    assert LedgerRecord.objects.count() == count


def test_once_submitted_the_unmasked_originals_are_gone() -> None:
    story = make_story(numbers=(1, 2))
    originals = set(StoryPicture.objects.values_list("sha256", flat=True))
    editor = editor_of(story.component)
    mask_all(story.component, editor)
    component = finish(Component.objects.get(pk=story.component_id), editor)
    assert there(originals) == originals
    case = submit_component(component, editor)
    outbox.deliver()
    assert there(originals) == set()
    media = set(case.candidate.media.values_list("sha256", flat=True))
    assert there(media) == media
    assert not originals & media


def test_a_held_picture_that_an_edition_shows_too_stays(frozen_clock: FrozenClock) -> None:
    from content.actions.forget_held import forget_held

    story = make_story()
    edition = issue_story(story)
    (image,) = library_images(edition.component)
    manager = UserFactory(manager=True, branch=edition.branch)
    with image.open_file() as file:
        content = file.read()
    from content.actions.hold_picture import hold_picture
    from content.models.media_files import AcceptedFile

    hold_picture(AcceptedFile(content, name="x.png"), actor=manager, at=clock.now())
    alone = hold(manager, 9)
    frozen_clock.advance(hours=25)
    assert forget_held(clock.now()) == 2
    outbox.deliver()
    assert there([image.content_sha256, alone.sha256]) == {image.content_sha256}


def test_a_closed_piece_is_not_opened_again_by_any_way() -> None:
    story = make_story()
    end(story.component, story.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.filter(pk=story.component_id).update(state=ComponentState.DRAFT)
    assert Component.objects.get(pk=story.component_id).state == ComponentState.CLOSED
