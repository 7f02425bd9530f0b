"""Way 15, and everything else that takes evidence away: deleting what an edition or a case stands on."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError
from django.urls import reverse
from wagtail.models import Revision

from content.models import Component, LibraryImage
from core import blobs, immutability
from core.domain import canonical
from review.models import Candidate, CandidateMedium, Case, Edition
from tests.content.posting import signed_in
from tests.factories.content import DocumentFactory, FactFactory, ImageFactory, picture_file
from tests.factories.review import approve_case
from tests.ways.pieces import ACTORS, MARKER, Bank, at_levels, in_review, issued
from tests.ways.reach import EVERY_READER, reached

pytestmark = pytest.mark.django_db

KEPT: dict[str, Callable[[Case], Model]] = {
    "component": lambda case: case.candidate.component,
    "author": lambda case: case.candidate.submitted_by,
    "branch": lambda case: case.branch,
    "collection": lambda case: case.branch.collection,
    "candidate": lambda case: case.candidate,
    "case": lambda case: case,
    "product": lambda case: case.candidate.component.product,
}


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("decided", [False, True], ids=["in review", "with an edition"])
def test_what_review_stands_on_is_not_deleted(bank: Bank, name: str, decided: bool) -> None:
    """By the ORM it is protected; by SQL the key or the trigger holds it."""
    case = at_levels(bank)
    if decided:
        approve_case(case)
    thing = KEPT[name](case)
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        thing.delete()
    table = thing._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}" WHERE id = %s', [thing.pk])  # noqa: S608
        connection.check_constraints()
    assert type(thing)._base_manager.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("decided", [False, True], ids=["in review", "with an edition"])
def test_nobody_deletes_it_at_the_desk(bank: Bank, who: str, decided: bool) -> None:
    case = in_review(bank)
    if decided:
        approve_case(case)
    component = case.candidate.component
    client = signed_in(bank.person(who))
    client.post(reverse("content_morning_brief:delete", args=[component.pk]))
    client.post(f"/admin/bulk/content/morningbrief/delete/?id={component.pk}")
    assert Component.objects.filter(pk=component.pk).exists()


def test_purging_revisions_takes_nothing_from_an_edition(bank: Bank) -> None:
    """Way 15: stock Wagtail's record of approval goes with the revision; ours has its own bytes."""
    edition = issued(bank)
    component = edition.component
    component.title = "另一篇"
    component.save_revision(user=bank.editor)
    call_command("purge_revisions", verbosity=0)
    assert not Revision.objects.filter(pk=edition.candidate.revision_id).exists()
    assert reached(bank.manager, MARKER, edition) == EVERY_READER
    fresh = Edition.objects.get(pk=edition.pk)
    assert fresh.content["title"] == f"{MARKER}早报"


def picture_served(bank: Bank, edition: Edition) -> bytes:
    medium = edition.candidate.media.get(derivative="display")
    address = reverse("edition_media", args=[edition.public_id, medium.sha256])
    response = signed_in(bank.manager).get(address)
    assert canonical.sha256(response.content) == medium.sha256
    return response.content


def replace_in_place(image: LibraryImage) -> None:
    default_storage.delete(image.file.name)
    default_storage.save(image.file.name, picture_file(77))


def replace_by_edit(image: LibraryImage) -> None:
    image.file = picture_file(78)
    image.save()


def delete(image: LibraryImage) -> None:
    image.renditions.all().delete()
    image.delete()


@pytest.mark.parametrize("change", [replace_in_place, replace_by_edit, delete])
@pytest.mark.parametrize("decided", [False, True], ids=["in review", "with an edition"])
def test_a_picture_changed_afterwards_changes_no_edition(
    bank: Bank, change: Callable[[LibraryImage], None], decided: bool
) -> None:
    """What is served are the bytes that were frozen at submission, whatever becomes of the library's file."""
    image = ImageFactory(branch=bank.tree.head_office)
    case = in_review(bank, pictures=[image])
    frozen = set(CandidateMedium.objects.values_list("sha256", flat=True))
    if decided:
        approve_case(case)
    before = blobs.get(case.candidate.media.get(derivative="display").sha256)
    change(LibraryImage.objects.get(pk=image.pk))
    edition = Edition.objects.filter(case=case).first() or approve_case(case)
    assert picture_served(bank, edition) == before
    assert set(CandidateMedium.objects.values_list("sha256", flat=True)) == frozen
    assert reached(bank.manager, MARKER, edition) == EVERY_READER


@pytest.mark.parametrize("who", ACTORS)
def test_wagtails_picture_edit_changes_no_edition(bank: Bank, who: str) -> None:
    image = ImageFactory(branch=bank.tree.head_office)
    edition = issued(bank, pictures=[image])
    before = picture_served(bank, edition)
    client = signed_in(bank.person(who))
    file = picture_file(55)
    client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "换过", "file": file, "collection": image.collection_id, "rights_basis": "own"},
    )
    assert picture_served(bank, edition) == before
    client.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert picture_served(bank, edition) == before


def test_a_document_deleted_takes_nothing_along(bank: Bank) -> None:
    edition, document = issued(bank), DocumentFactory(branch=bank.tree.head_office)
    document.delete()
    assert reached(bank.manager, MARKER, edition) == EVERY_READER


def test_a_blob_changed_on_the_disk_is_not_served(bank: Bank) -> None:
    edition = issued(bank)
    medium = edition.candidate.media.get(derivative="display")
    storage = blobs._storage()
    name = blobs._name(medium.sha256)
    original = blobs.get(medium.sha256)
    storage.delete(name)
    storage.save(name, picture_file(66))
    address = reverse("edition_media", args=[edition.public_id, medium.sha256])
    assert signed_in(bank.manager).get(address).status_code == 404
    storage.delete(name)
    assert blobs.put(original) == medium.sha256


def test_a_fact_changed_after_submission_changes_no_candidate(bank: Bank) -> None:
    case = at_levels(bank)
    product = case.candidate.component.product
    before = bytes(case.candidate.document)
    with pytest.raises(IntegrityError, match=immutability.MESSAGE), transaction.atomic():
        product.facts.update(value="9.99")
    FactFactory(product=product, value="9.99", correction=1)
    type(product).objects.filter(pk=product.pk).update(name="另一产品", risk="R1")
    edition = approve_case(case)
    assert bytes(Candidate.objects.get(pk=edition.candidate_id).document) == before
    assert (edition.risk, edition.content["product"]["risk"]) == ("R2", "R2")
