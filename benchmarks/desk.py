"""The editors' desk: opening, saving and previewing each kind's largest form, and the list of 20,000 pieces
against Wagtail's stock snippet listing of the same table, queries and p95.

Requests go through Django's test client, one at a time; the two listings take turns, so that a drift of the
machine's speed touches both alike.
"""

import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from tqdm import tqdm  # noqa: E402
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock  # noqa: E402
from wagtail.models import Revision  # noqa: E402

from benchmarks.table import show  # noqa: E402
from content.kinds import KINDS, Kind  # noqa: E402
from content.models import Component, ComponentTag  # noqa: E402
from core import clock  # noqa: E402
from core.tasks import refresh_planner_statistics  # noqa: E402
from people.models import User  # noqa: E402
from tests.content.posting import form_data  # noqa: E402
from tests.factories.kinds import make_of_kind  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.tags import TagFactory  # noqa: E402

PIECES = 20_000
FORM_ROUNDS = 5
LIST_ROUNDS = 20
MOST_ITEMS = 10
BATCH = 1_000
ERROR = re.compile(r'class="error-message">\s*(.*?)\s*<', re.DOTALL)


def errors_of(answer: HttpResponse) -> list[str]:
    """Return what the page says was wrong."""
    return ERROR.findall(answer.content.decode())


class Measured:
    """Milliseconds and queries of one sort of request."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        self.queries = 0

    def take(self, request: Callable[[], HttpResponse], wanted: int = 200) -> None:
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            answer = request()
            self.milliseconds.append((time.perf_counter() - began) * 1000)
        if answer.status_code != wanted:
            raise RuntimeError(f"expected {wanted}, got {answer.status_code}: {errors_of(answer)}")
        self.queries = len(captured)

    @property
    def row(self) -> tuple[str, str, str]:
        p95 = statistics.quantiles(self.milliseconds, n=20)[18]
        return str(self.queries), f"{statistics.median(self.milliseconds):.0f}", f"{p95:.0f}"


def largest(block: Block, value: Any) -> Any:
    """Return the raw `value` of `block` with each of its lists as long as it may be, at most MOST_ITEMS."""
    if isinstance(block, ListBlock):
        grown = [{**one, "value": largest(block.child_block, one["value"])} for one in value]
        most = min(block.meta.max_num or MOST_ITEMS, MOST_ITEMS)
        more = range(len(grown), most) if grown else ()
        return [*grown, *({**grown[-1], "id": None, "value": renamed(grown[-1]["value"], n)} for n in more)]
    if isinstance(block, StreamBlock):
        return [{**one, "value": largest(block.child_blocks[one["type"]], one["value"])} for one in value]
    if isinstance(block, StructBlock):
        return {
            name: largest(child, value[name]) for name, child in block.child_blocks.items() if name in value
        }
    return value


def renamed(value: Any, number: int) -> Any:
    """Return `value` with a name of its own, where it has one."""
    return (
        {**value, "name": f"{value['name']}{number}"}
        if isinstance(value, dict) and "name" in value
        else value
    )


def measure_forms(client: Client, editor: User) -> None:
    rows = []
    for kind in tqdm(KINDS, desc="forms", disable=None):
        piece = largest_piece(kind, editor)
        taken = measure_form(client, kind, piece)
        rows.append((kind.code, *(cell for one in taken for cell in one.row)))
    head = [
        f"{verb}: {what}" for verb in ("open", "save", "preview") for what in ("queries", "p50 ms", "p95 ms")
    ]
    show(f"The largest form of each kind on {connection.vendor}, {FORM_ROUNDS} rounds", ("kind", *head), rows)


def largest_piece(kind: Kind, editor: User) -> Component:
    """Return a draft of `kind` with each list of its form as long as it may be."""
    piece: Component = make_of_kind(kind.code, editor, clock.now())
    piece.body = largest(kind.body_block(), piece.body.get_prep_value())
    piece.save()
    piece.save_revision(user=editor, clean=False)
    return piece


def measure_form(client: Client, kind: Kind, piece: Component) -> tuple[Measured, Measured, Measured]:
    names = f"content_{kind.code}"
    edit, preview = (reverse(f"{names}:{view}", args=[piece.pk]) for view in ("edit", "preview_on_edit"))
    opened, saved, previewed = Measured(), Measured(), Measured()
    for warm_up in (True, *([False] * FORM_ROUNDS)):
        opened_now, saved_now, previewed_now = (
            (Measured(), Measured(), Measured()) if warm_up else (opened, saved, previewed)
        )
        opened_now.take(partial(client.get, edit))
        data = form_data(Component.objects.get(pk=piece.pk).get_latest_revision_as_object())
        posted = data | {
            "opened_on": Component.objects.values_list("latest_revision", flat=True).get(pk=piece.pk)
        }
        saved_now.take(partial(client.post, edit, posted), wanted=302)
        client.post(preview, posted)
        previewed_now.take(partial(client.get, preview, {"mode": "document"}))
    return opened, saved, previewed


def grow(sample: Component, count: int) -> None:
    """Write drafts like `sample`, each with a revision and a tag, in bulk."""
    tag = TagFactory(branch=sample.branch)
    content_type = ContentType.objects.get_for_model(sample, for_concrete_model=False)
    base = ContentType.objects.get_for_model(Component)
    at = clock.now()
    for first in tqdm(range(0, count, BATCH), desc="pieces", disable=None):
        with transaction.atomic():
            pieces = Component.objects.bulk_create(
                Component(
                    kind=KINDS[number % len(KINDS)].code,
                    branch=sample.branch,
                    title=f"示范内容第{number}号",
                    segments=sample.segments,
                    body=sample.body,
                    channels=sample.channels,
                    created_by=sample.created_by,
                )
                for number in range(first, first + BATCH)
            )
            revisions = Revision.objects.bulk_create(
                Revision(
                    content_type=content_type,
                    base_content_type=base,
                    object_id=str(piece.pk),
                    created_at=at,
                    user=sample.created_by,
                    object_str=piece.title,
                    content=sample.latest_revision.content,
                )
                for piece in pieces
            )
            for piece, revision in zip(pieces, revisions, strict=True):
                piece.latest_revision = revision
            Component.objects.bulk_update(pieces, ["latest_revision"])
            ComponentTag.objects.bulk_create(ComponentTag(component=piece, tag=tag) for piece in pieces)


def measure_lists(client: Client) -> None:
    ours, stock = reverse("content_all:index"), reverse("stock")
    asked = {
        "Wagtail's stock listing": stock,
        "all pieces": ours,
        "all pieces, last page": f"{ours}?p={PIECES // 20}",
        "all pieces, words": f"{ours}?{urlencode({'q': '示范 77'})}",
        "all pieces, kind, state, segment": f"{ours}?kind=script&state=draft&segment=credit_card",
        "all pieces, tag": f"{ours}?tag={ComponentTag.objects.values_list('tag', flat=True)[0]}",
        "one kind": reverse("content_script:list"),
    }
    taken = {name: Measured() for name in asked}
    for address in asked.values():
        client.get(address)
    for _round in tqdm(range(LIST_ROUNDS), desc="lists", disable=None):
        for name, address in asked.items():
            taken[name].take(partial(client.get, address))
    show(
        f"Lists of {Component.objects.count()} pieces on {connection.vendor}, {LIST_ROUNDS} rounds",
        ("list", "queries", "p50 ms", "p95 ms"),
        [(name, *one.row) for name, one in taken.items()],
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    editor = UserFactory(editor=True, branch=BranchFactory())
    client = Client(headers={"accept-language": "zh-CN"}, SERVER_NAME="127.0.0.1")
    client.force_login(editor, backend="people.backends.BranchBackend")
    measure_forms(client, editor)
    grow(make_of_kind("script", editor, clock.now()), PIECES)
    refresh_planner_statistics()
    measure_lists(client)


if __name__ == "__main__":
    main()
