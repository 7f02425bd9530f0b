"""Whatever happens to the index in Elasticsearch, it becomes what the database has."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from core import clock, outbox, schedule
from core.models import OutboxMessage
from review.models import Edition
from review.models.edition import EditionQuerySet
from search import index
from search.actions.align import Progress, align, build_anew, differing
from search.actions.feed import feed
from search.domain.analysis import QueryTerm
from search.domain.expression import Scope
from search.engines.base import Unavailable
from search.engines.cluster import Cluster
from search.engines.documents import Document
from search.engines.versions import BUCKET, advance
from search.models import Backlog, IndexVersion
from search.tasks import align_elasticsearch
from tests.factories.people import BranchFactory
from tests.factories.review import recall_edition, resume_edition, suspend_edition
from tests.search.cluster import all_in, needs_elasticsearch
from tests.search.library import brief, head_office

pytestmark = [pytest.mark.django_db, pytest.mark.service, needs_elasticsearch]

WORD = QueryTerm("示范")


def found(library: Cluster) -> set[int]:
    """Return what Elasticsearch finds by itself."""
    library.current.refresh()
    return set(library.current.candidates(WORD, Scope.EVERYWHERE, 100))


def kept(library: Cluster) -> dict[int, int]:
    """Return version by edition, of all that is kept there."""
    return {key: version for key, (version, _is_found) in all_in(library).items()}


def versions() -> dict[int, int]:
    return dict(IndexVersion.objects.values_list("pk", "version"))


def deliver() -> None:
    """Do what the outbox does with news of the index."""
    run = next(one.run for one in outbox.handlers() if one.name == "search.feed")
    for message in OutboxMessage.objects.filter(handler="search.feed").order_by("pk"):
        run(message.payload)


def test_issue_recall_suspension_and_resumption_arrive_by_the_outbox(library: Cluster) -> None:
    kept_one, recalled, suspended, resumed = brief(), brief(), brief(), brief()
    recall_edition(recalled)
    suspend_edition(suspended)
    suspend_edition(resumed)
    resume_edition(resumed)

    deliver()

    assert found(library) == {kept_one.pk, resumed.pk}
    assert kept(library) == versions()
    assert versions().keys() == {kept_one.pk, recalled.pk, suspended.pk, resumed.pk}


def test_nothing_is_announced_where_the_database_alone_finds(settings: Settings) -> None:
    settings.ARMOURY_SEARCH_ENGINE = "database"
    edition = brief()

    assert not OutboxMessage.objects.filter(handler="search.feed").exists()
    assert not feed(edition.pk, clock.now())
    assert align_elasticsearch.apply().result == 0


def test_a_late_put_never_revives(library: Cluster) -> None:
    edition = brief()
    late = Document(
        edition.pk,
        versions()[edition.pk],
        {"title": "示范", "text": "", "title_pinyin": "", "text_pinyin": ""},
    )
    recall_edition(edition)
    deliver()

    library.write([late])

    assert (found(library), kept(library)) == (set(), versions())


def test_a_rollback_leaves_neither_a_version_nor_a_message(library: Cluster) -> None:
    edition = brief()
    before = (versions(), OutboxMessage.objects.count())

    with pytest.raises(RuntimeError, match="undo"), transaction.atomic():
        recall_edition(edition)
        raise RuntimeError("undo")

    assert (versions(), OutboxMessage.objects.count()) == before


def test_what_never_arrived_is_mended_once(library: Cluster) -> None:
    there, gone = brief(), brief()
    recall_edition(gone)

    assert [align(clock.now()), align(clock.now())] == [2, 0]
    assert (found(library), kept(library)) == ({there.pk}, versions())


def test_what_the_database_knows_nothing_of_goes(library: Cluster) -> None:
    edition = brief()
    library.write([Document(edition.pk + 5000, 1, {"title": "示范"})])

    align(clock.now())

    assert found(library) == {edition.pk}


def test_another_edition_of_the_same_version_is_told_apart(library: Cluster) -> None:
    edition = brief()
    neighbour = edition.pk + (1 if edition.pk % BUCKET < BUCKET - 1 else -1)
    library.write([Document(neighbour, versions()[edition.pk], {"title": "示范"})])

    align(clock.now())

    assert (found(library), kept(library)) == ({edition.pk}, versions())


def test_after_a_restore_what_is_ahead_is_overtaken(library: Cluster) -> None:
    edition = brief()
    ahead = versions()[edition.pk] + 10**6
    library.write([Document(edition.pk, ahead, {"title": "别的"})])

    align(clock.now())

    assert (found(library), versions()) == ({edition.pk}, {edition.pk: ahead + 1})


def test_versions_only_grow(at: datetime) -> None:
    key, first = brief().pk, 10**15

    made = [
        advance(key, at, beyond=first),
        advance(key, at),
        advance(key, at, beyond=first),
        advance(key, at - timedelta(days=1)),
    ]

    assert made == [first + 1, first + 2, first + 3, first + 4]


@pytest.mark.parametrize("spoil", ["expire", "recall", "suspend", "foreign"])
def test_a_ghost_takes_nobodys_place(
    spoil: str,
    library: Cluster,
    within: EditionQuerySet,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ghosts left there on purpose are newer than all the rest, and more than one round brings."""
    monkeypatch.setattr("search.queries.retrieval.LIMIT", 3)
    shown = [brief(f"示范{number}") for number in range(4)]
    traits: dict[str, Any] = {
        "foreign": {"branch": BranchFactory(code="W01", parent=head_office())},
        "expire": {"valid_until": at + timedelta(hours=1)},
    }.get(spoil, {})
    ghosts = [brief("示范鬼", **traits) for _number in range(6)]
    if spoil == "expire":
        at = at + timedelta(hours=2)
        within = Edition.objects.filter(branch=head_office()).readable(at)
    align(clock.now())
    spoiled = {"recall": recall_edition, "suspend": suspend_edition}
    for ghost in ghosts:
        spoiled.get(spoil, lambda _edition: None)(ghost)
    assert {ghost.pk for ghost in ghosts} <= found(library)

    page = index.find("示范", within=within, at=at, per_page=2)

    assert not page.is_away
    assert {one.pk for one in page.editions} <= {one.pk for one in shown}
    assert (page.total, page.capped, page.pages, len(page.editions)) == (3, True, 2, 2)


def test_built_anew_beside_the_one_in_use(library: Cluster) -> None:
    edition, gone = brief(), brief()
    recall_edition(gone)
    align(clock.now())
    before = library.places().current
    heard: list[int] = []

    sent = build_anew(clock.now(), Progress(on_done=heard.append))

    after = library.places()
    assert (sent, heard) == (2, [2])
    assert after.current not in {None, before}
    assert after.next is None
    assert (found(library), kept(library)) == ({edition.pk}, versions())
    assert list(library.server.indices.get(index=f"{library.current.name}-*")) == [after.current]


def test_those_of_other_versions_go_and_those_of_other_sites_stay(library: Cluster) -> None:
    """Another site whose name begins with ours, and what a program before this one had made."""
    ours = str(library.places().current)
    prefix = ours.partition("-v")[0]
    others, old = f"{prefix}-vienna-v2.2-a", f"{prefix}-v1.1-a"
    for name in (others, old):
        library.server.indices.create(index=name)

    build_anew(clock.now(), Progress())

    there = set(library.server.indices.get(index=f"{prefix}-*"))
    library.server.indices.delete(index=others)
    assert there == {others, library.places().current}


def test_what_changes_meanwhile_goes_to_both(library: Cluster) -> None:
    edition, recalled = brief(), brief()
    align(clock.now())
    library.begin()

    new = brief()
    recall_edition(recalled)
    deliver()

    assert found(library) == {edition.pk, new.pk}
    library.next.refresh()
    assert library.next.candidates(WORD, Scope.EVERYWHERE, 9) == [new.pk, edition.pk]
    build_anew(clock.now(), Progress())
    assert found(library) == {edition.pk, new.pk}


def test_broken_off_it_goes_on_where_it_was(library: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.versions.BUCKET", 1)
    monkeypatch.setattr("search.engines.elasticsearch.BUCKET", 1)
    editions = [brief() for _number in range(4)]
    align(clock.now())
    before = library.places().current

    def broken_off_after(count: int) -> Callable[[int], None]:
        def hear(_done: int) -> None:
            nonlocal count
            count -= 1
            if not count:
                raise RuntimeError("broken off")

        return hear

    with pytest.raises(RuntimeError, match="broken off"):
        build_anew(clock.now(), Progress(on_done=broken_off_after(3)))

    assert library.places().current == before
    assert found(library) == {one.pk for one in editions}
    assert align(clock.now()) == 1
    assert (library.places().current != before, library.places().next) == (True, None)
    assert found(library) == {one.pk for one in editions}


def test_in_the_background_it_is_built_a_piece_at_a_time(library: Cluster) -> None:
    brief()
    library.begin()

    assert align(clock.now(), seconds=-1) == 0
    assert library.places().next is not None
    assert align(clock.now()) == 1
    assert library.places().next is None


def test_where_there_is_none_it_is_made(library: Cluster) -> None:
    edition = brief()
    library.drop()

    assert align(clock.now()) == 1
    assert found(library) == {edition.pk}


def test_a_full_disk_is_noted_and_the_database_answers_until_all_is_there(
    library: Cluster, within: EditionQuerySet, at: datetime
) -> None:
    """The server sets this block by itself when a disk is full."""
    old = brief("示范一")
    align(clock.now())
    place = str(library.places().current)
    library.server.indices.put_settings(index=place, settings={"index.blocks.read_only_allow_delete": True})
    new = brief("示范二")

    deliver()
    with pytest.raises(Unavailable):
        align(clock.now())
    during = index.find("示范", within=within, at=at)

    library.server.indices.put_settings(index=place, settings={"index.blocks.read_only_allow_delete": None})
    assert align(clock.now()) == 1
    after = index.find("示范", within=within, at=at)
    assert ([one.pk for one in during.editions], during.is_away) == ([new.pk, old.pk], True)
    assert ([one.pk for one in after.editions], after.is_away) == ([new.pk, old.pk], False)


def test_what_was_noted_later_than_looked_at_stays(library: Cluster) -> None:
    at = clock.now()
    Backlog.objects.create(engine="elasticsearch", noted_at=at + timedelta(seconds=1))

    align(at)
    assert Backlog.objects.exists()

    align(at + timedelta(seconds=1))
    assert not Backlog.objects.exists()


def test_it_says_how_many_differ(library: Cluster) -> None:
    brief(), brief()
    assert differing() == 2

    align(clock.now())
    assert differing() == 0


def test_it_runs_every_minute(library: Cluster) -> None:
    assert [one.seconds for one in schedule.recurring() if one.task.name == align_elasticsearch.name] == [60]
    brief()

    assert align_elasticsearch.apply().result == 1
