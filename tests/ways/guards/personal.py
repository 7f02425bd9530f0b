"""Guards: what is a manager's own, within what was approved."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import override_settings
from django.urls import reverse

import distribution.portal.media
from content.enums import CardPlace
from core import blobs, clock
from distribution.actions.opening import ApprovedOpening, FreeOpening, Opening
from distribution.actions.pull import pull
from distribution.models import Pull
from review.models import Edition
from review.queries.added import Added
from tests.content.posting import signed_in
from tests.factories.content import ImageFactory, block, channel, picture_file
from tests.factories.distribution import order_for, pull_edition, set_limit
from tests.factories.fonts import make_font
from tests.factories.kinds import make_of_kind
from tests.factories.review import issue_edition, recall_edition
from tests.ways.guards.base import guard, patched
from tests.ways.pieces import Bank, issued

FORBIDDEN = "保本保息，稳赚不赔"


@guard(
    "a poster is only its manager's",
    "distribution/portal/media.py: pull_of",
    "Saving a colleague's poster, with the colleague's name and tracked link",
    "tests/distribution/portal/test_posters.py::test_nobody_else_is_served_and_a_recall_ends_it_at_once",
    patched(
        distribution.portal.media, "pull_of", lambda manager, public_id: Pull.objects.get(public_id=public_id)
    ),
)
def colleagues_poster(bank: Bank) -> bool:
    with TemporaryDirectory() as folder:
        font = make_font(Path(folder) / "bank.ttf", f"{bank.manager}{bank.tree.east_sub.short_name}")
        with override_settings(ARMOURY_CHART_FONT=str(font)):
            made = pull_edition(_poster(bank), bank.manager, channel="group")
    sha256 = json.loads(blobs.get(made.produced_sha256))["poster"]["sha256"]
    address = reverse("pull_poster", args=[made.public_id, sha256])
    answer = signed_in(bank.other_manager).get(address)
    return answer.status_code == 200 and answer.content == blobs.get(sha256)


@guard(
    "a free opening line is screened as typed",
    "distribution/actions/opening.py: screened_line",
    "A manager's own line that says what must not be said, before an approved text",
    "tests/distribution/portal/test_openings.py::test_what_the_rules_refuse_is_said_as_typed_and_at_the_tap",
    patched(
        sys.modules["distribution.actions.opening"],
        "screened_line",
        lambda typed, document, channel, text: (typed, Added((), "0" * 64)),
    ),
)
def forbidden_line(bank: Bank) -> bool:
    set_limit("free_opening", "allowed")
    return FORBIDDEN in _text(_pulled(issued(bank), bank, FreeOpening(FORBIDDEN)))


@guard(
    "an opening line is readable at the pull",
    "distribution/actions/opening.py: visible_edition",
    "A line of a recalled script, chosen on a page that was opened before",
    "tests/distribution/portal/test_openings.py"
    "::test_a_recalled_line_is_taken_by_nobody_and_called_back_from_who_took_it",
    patched(
        sys.modules["distribution.actions.opening"],
        "visible_edition",
        lambda manager, public_id, at: Edition.objects.get(public_id=public_id),
    ),
)
def recalled_line(bank: Bank) -> bool:
    said = "各位早上好。"
    script = make_of_kind("script", bank.editor, clock.now(), channels=[channel("moments", said)])
    opening = issue_edition(component=script)
    piece = issued(bank, segments=opening.content["audience"]["segments"])
    recall_edition(opening)
    return said in _text(_pulled(piece, bank, ApprovedOpening(opening.public_id, 0)))


def _poster(bank: Bank) -> Edition:
    picture = ImageFactory(branch=bank.editor.branch, file=picture_file(77, 600, 800))
    value = {"artwork": picture.pk, "card_place": CardPlace.BELOW, "shown_words": "早安，示范市"}
    sent = channel("group", "各位晚上好。", [picture])
    body = [block("poster", value)]
    return issue_edition(
        component=make_of_kind("poster", bank.editor, clock.now(), body=body, channels=[sent])
    )


def _pulled(edition: Edition, bank: Bank, opening: Opening) -> Pull:
    return pull(replace(order_for(edition), opening=opening), actor=bank.manager, at=clock.now())


def _text(made: Pull) -> str:
    text: str = json.loads(blobs.get(made.produced_sha256))["text"]
    return text
