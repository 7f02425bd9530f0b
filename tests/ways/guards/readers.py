"""Guards: what a reader is shown."""

import json
import sys
from collections.abc import Collection
from datetime import timedelta
from uuid import uuid4

from django.db import connection, models
from django.urls import reverse

import distribution.forms.package
import distribution.portal.media
import distribution.queries.media
import distribution.queries.pulls
import review.actions.issue
import review.actions.submit
import review.models.edition
from core import clock, immutability
from core.models import LedgerRecord
from distribution.domain.gate import Offer
from distribution.models import PackageItem, Pull
from distribution.queries.pulls import hand_out
from review.models import Candidate, CandidateMedium, Edition, EditionSegment
from review.models.edition import EditionQuerySet
from tests.content.posting import signed_in
from tests.factories.distribution import pull_edition
from tests.factories.review import (
    recall_edition,
)
from tests.ways.guards.base import FORGED, OTHER, guard, page, patched, yes
from tests.ways.pieces import Bank, in_review, issued
from tests.ways.reach import files_of
from tests.ways.tamper import forge, forge_record, forged_bytes, move_head_to, put_file_beside


@guard(
    "readable",
    "review/models/edition.py: EditionQuerySet.readable",
    "Recalled, lapsed, followed and scheduled editions",
    "tests/ways/test_reach.py::test_a_recalled_edition_reaches_none",
    patched(EditionQuerySet, "readable", lambda self, at: self.recorded()),
)
def recalled_read(bank: Bank) -> bool:
    edition = issued(bank)
    recall_edition(edition)
    return page(bank, edition)


@guard(
    "the ledger bears it out",
    "review/models/edition.py: EditionQuerySet.recorded",
    "An edition row slipped into the table, whole in itself",
    "tests/ways/test_tampering.py::test_a_forged_edition_reaches_nobody_and_is_named",
    patched(EditionQuerySet, "recorded", lambda self: self),
)
def forged_read(bank: Bank) -> bool:
    return page(bank, forge(issued(bank), FORGED, certify=True), FORGED)


def has_any_record() -> models.Exists:
    records = LedgerRecord.objects.filter(
        subject=models.OuterRef("ledger_subject"), subject_sha256=models.OuterRef("edition_sha256")
    )
    return models.Exists(records)


@guard(
    "a record stands within the chain",
    "review/models/edition.py: _has_record",
    "A record put behind the ledger's head by hand",
    "tests/ways/test_tampering.py::test_a_record_forged_behind_the_head_helps_it_nothing",
    patched(review.models.edition, "_has_record", has_any_record),
)
def forged_record_read(bank: Bank) -> bool:
    forged = forge(issued(bank), FORGED, certify=True)
    forge_record(forged)
    return page(bank, forged, FORGED)


@guard(
    "the document has its hash",
    "review/models/candidate.py: Candidate.content",
    "A document changed in the table, its trigger gone",
    "tests/ways/test_tampering.py::test_a_changed_document_reaches_nobody",
    patched(Candidate, "content", property(lambda self: json.loads(bytes(self.document)))),
)
def changed_document(bank: Bank) -> bool:
    edition = issued(bank)
    immutability.uninstall(connection)
    body = bytes(edition.candidate.document).decode().replace("今日要点", FORGED)
    Candidate.objects.filter(pk=edition.candidate_id).update(document=body.encode())
    return page(bank, edition, FORGED)


@guard(
    "the certificate is its own",
    "review/models/edition.py: Edition._is_certified",
    "Other content under a copied certificate, chain and head forged",
    "tests/ways/test_tampering.py::test_copied_hashes_show_nothing_even_with_chain_and_head_forged",
    patched(Edition, "_is_certified", yes),
)
def copied_certificate(bank: Bank) -> bool:
    forged = forge(issued(bank), FORGED, certify=False)
    move_head_to(forge_record(forged))
    return page(bank, forged, FORGED)


@guard(
    "columns say what the document says",
    "review/models/edition.py: Edition._repeats",
    "A validity made longer in the table, its trigger gone",
    "tests/ways/test_tampering.py::test_columns_that_differ_from_the_document_show_nothing",
    patched(Edition, "_repeats", yes),
)
def longer_validity(bank: Bank) -> bool:
    edition = issued(bank)
    immutability.uninstall(connection)
    Edition.objects.filter(pk=edition.pk).update(valid_until=edition.valid_until + timedelta(days=365))
    bank.clock.move_to(edition.valid_until + timedelta(days=1))
    return page(bank, edition)


@guard(
    "time never falls behind the ledger",
    "core/clock.py: now",
    "An expired edition revived by a clock turned back",
    "tests/ways/test_serving.py::test_a_clock_turned_back_revives_nothing",
    lambda monkeypatch, settings: monkeypatch.setattr(clock, "now", clock.system_now),
)
def clock_turned_back(bank: Bank) -> bool:
    edition, began = issued(bank), bank.clock.at
    bank.clock.move_to(edition.valid_until + timedelta(minutes=1))
    draft_end = bank.clock.at + timedelta(days=1)
    in_review(bank, title="另一篇早报", texts=OTHER, valid_until=draft_end)
    bank.clock.move_to(began)
    return page(bank, edition)


@guard(
    "pictures of visible editions only",
    "distribution/portal/media.py: visible_medium",
    "A recalled edition's picture by its address, an old ETag included",
    "tests/ways/test_serving.py::test_a_recalled_editions_files_are_gone_for_old_etags_too",
    patched(
        distribution.portal.media,
        "visible_medium",
        lambda user, edition_id, sha256, at: CandidateMedium.objects.filter(sha256=sha256).first(),
    ),
)
def recalled_picture(bank: Bank) -> bool:
    edition = issued(bank)
    recall_edition(edition)
    address = reverse("edition_media", args=[edition.public_id, files_of(edition)[1]])
    return signed_in(bank.manager).get(address).status_code == 200


@guard(
    "the document names its files",
    "distribution/queries/media.py: _is_approved",
    "A file put beside an edition in the table",
    "tests/ways/test_tampering.py::test_rows_put_beside_an_edition_open_nothing",
    patched(distribution.queries.media, "_is_approved", yes),
)
def file_beside(bank: Bank) -> bool:
    edition = issued(bank)
    sha256 = put_file_beside(edition)
    address = reverse("edition_media", args=[edition.public_id, sha256])
    return signed_in(bank.manager).get(address).status_code == 200


def offer_by_rows(edition: Edition) -> Offer:
    segments = frozenset(edition.segments.values_list("segment", flat=True))
    return Offer(frozenset({"moments"}), segments, None)


@guard(
    "the document names its customers",
    "distribution/queries/editions.py: offer_of",
    "A segment put beside an edition in the table",
    "tests/ways/test_tampering.py::test_rows_put_beside_an_edition_open_nothing",
    lambda monkeypatch, settings: monkeypatch.setattr(
        sys.modules["distribution.actions.produce"], "offer_of", offer_by_rows
    ),
)
def segment_beside(bank: Bank) -> bool:
    edition = issued(bank)
    EditionSegment.objects.create(edition=edition, segment="payroll")
    pull_edition(edition, bank.manager, segment="payroll")
    return Pull.objects.exists()


def as_if_recorded(pulls: Collection[Pull]) -> set[tuple[str, str]]:
    return {(f"pull:{one.public_id}", one.produced_sha256) for one in pulls}


@guard(
    "a pull is on record",
    "distribution/queries/pulls.py: _recorded",
    "Other words under a pull slipped into the table",
    "tests/ways/test_tampering.py::test_a_forged_pull_hands_out_nothing",
    patched(distribution.queries.pulls, "_recorded", as_if_recorded),
)
def forged_pull(bank: Bank) -> bool:
    forged = pull_edition(issued(bank), bank.manager)
    forged.produced_sha256 = forged_bytes(forged.produced_sha256, FORGED)
    forged.pk, forged.public_id, forged.request_key = None, uuid4(), uuid4()
    Pull.objects.bulk_create([forged])
    return FORGED in hand_out(forged, bank.manager, clock.now()).text


@guard(
    "only what is in force is laid out",
    "distribution/forms/package.py: layable_editions",
    "A package with an edition that was recalled or is another branch's",
    "tests/ways/test_serving.py::test_no_package_is_laid_out_with_what_is_not_in_force",
    patched(distribution.forms.package, "layable_editions", lambda user, at: Edition.objects.all()),
)
def recalled_laid_out(bank: Bank) -> bool:
    edition = issued(bank)
    recall_edition(edition)
    form = {"day": "2026-03-02", "title": "今日", "items-0-edition": edition.pk, "items-0-slot": "morning"}
    counts = {"items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, "items-0-position": 0, "items-0-ORDER": 1}
    signed_in(bank.editor).post(reverse("packages:add"), {**form, **counts})
    return PackageItem.objects.exists()
