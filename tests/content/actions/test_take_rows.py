"""Rows become drafts: once, by who may, whatever stops them."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from content.actions import take_rows as work
from content.actions.forget_previews import forget_previews
from content.actions.start_import import keep_import, start_import
from content.actions.stop_import import stop_import
from content.actions.take_picture import take_picture
from content.actions.take_row import take_row
from content.actions.take_rows import LEASE, MOST_ATTEMPTS, go_on, take_rows
from content.enums import ComponentState
from content.models import Component, Import, ImportRow, LibraryImage
from content.models.imports import ImportStatus, RowStatus
from content.models.media_files import accept_picture
from content.queries.import_drafts import rights_of
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.models import User
from tests.conftest import FrozenClock
from tests.factories.content import ProductFactory, picture_file
from tests.factories.imports import faq_row, kept, pictures, poster_row, read, script_row, table, zip_of
from tests.factories.people import BranchTree, UserFactory
from tests.hostile.media_files import encoded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def started(kind: str, editor: User, *rows: dict, archive: bytes | None = None) -> Import:
    source = kept(kind, table(kind, *rows), editor, archive)
    return start_import(source.pk, actor=editor, at=clock.now())


def finished(kind: str, editor: User, *rows: dict, archive: bytes | None = None) -> Import:
    source = started(kind, editor, *rows, archive=archive)
    go_on(clock.now(), 60)
    source.refresh_from_db()
    assert source.status == ImportStatus.FINISHED
    return source


def test_a_script_becomes_a_whole_draft_of_its_editor(editor: User) -> None:
    product = ProductFactory()
    row = script_row(
        1,
        aim="建立联系",
        suits_1="正式",
        words_2="您好呀！",
        not_when="正在投诉\n已说不要联系",
        product=product.code,
        segments="信用卡客群、代发客群",
        valid_until="2026-06-30",
        moments="早安。",
        group="各位早安。",
        channel_pictures="picture-1.png",
    )
    source = finished("script", editor, row, archive=pictures(1))
    assert source.count() == {"waiting": 0, "taken": 1, "known": 0, "refused": 0}
    draft = Component.objects.get()
    picture = LibraryImage.objects.get()
    assert (draft.kind, draft.title, draft.product) == ("script", "问候话术1", product)
    assert (draft.branch, draft.created_by, draft.state) == (editor.branch, editor, ComponentState.DRAFT)
    assert draft.segments == ["credit_card", "payroll"]
    assert draft.valid_until.isoformat() == "2026-06-30T16:00:00+00:00"
    body = {block.block_type: block.value for block in draft.body}
    assert dict(body["script_scene"]) == {"script_scene": "greeting", "aim": "建立联系"}
    assert [dict(one) for one in body["variants"]] == [
        {"suits": "正式", "words": "您好，我是您的客户经理，编号1。"},
        {"suits": "", "words": "您好呀！"},
    ]
    assert list(body["not_when"]) == ["正在投诉", "已说不要联系"]
    channels = {one.block_type: (one.value["text"], list(one.value["pictures"])) for one in draft.channels}
    assert channels == {"moments": ("早安。", [picture]), "group": ("各位早安。", [picture])}
    assert draft.latest_revision.user == editor
    assert draft.get_latest_revision_as_object().title == draft.title


def test_a_question_and_a_poster(editor: User) -> None:
    finished(
        "faq",
        editor,
        faq_row(1, other_wordings="咋办\n如何是好", answer_picture="picture-1.png"),
        archive=pictures(1),
    )
    question = {block.block_type: block.value for block in Component.objects.get(kind="faq").body}
    assert list(question["question"]["other_wordings"]) == ["咋办", "如何是好"]
    assert question["answer_picture"] == LibraryImage.objects.get()
    rights = {"rights_basis": "授权使用", "rights_holder": "示范图库", "rights_until": "2027-01-31"}
    finished("poster", editor, poster_row(1, shown_words="春日", **rights), archive=pictures(1))
    (block,) = Component.objects.get(kind="poster").body
    shown = block.value["artwork"]
    assert (shown.rights_basis, shown.rights_holder, str(shown.rights_until)) == (
        "licensed",
        "示范图库",
        "2027-01-31",
    )
    assert (block.value["card_place"], block.value["shown_words"]) == ("below", "春日")
    assert LibraryImage.objects.count() == 2


def test_pictures_are_encoded_anew_and_come_in_once(editor: User) -> None:
    photo = encoded("JPEG", exif=b"Exif\x00\x00SECRET-PLACE")
    archive = zip_of({"a.jpg": photo, "b.jpg": photo})
    finished(
        "poster", editor, poster_row(1, artwork="a.jpg"), poster_row(2, artwork="b.jpg"), archive=archive
    )
    image = LibraryImage.objects.get()
    with image.open_file() as file:
        content = file.read()
    assert b"SECRET-PLACE" not in content
    assert (image.collection, image.uploaded_by_user) == (editor.branch.collection, editor)
    assert Component.objects.count() == 2


def test_the_archive_is_deleted_when_all_is_settled(editor: User) -> None:
    source = started("poster", editor, poster_row(1), archive=pictures(1))
    name = source.pictures.name
    assert default_storage.exists(name)
    go_on(clock.now(), 60)
    source.refresh_from_db()
    assert (source.pictures.name, default_storage.exists(name)) == ("", False)


def test_nothing_comes_in_twice_within_a_file_or_across_uploads(editor: User) -> None:
    finished("script", editor, script_row(1), script_row(1), script_row(2))
    assert Component.objects.count() == 2
    again = kept("script", table("script", script_row(2), script_row(3)), editor)
    ImportRow.objects.filter(source=again, status=RowStatus.KNOWN).update(status=RowStatus.WAITING)
    start_import(again.pk, actor=editor, at=clock.now())
    go_on(clock.now(), 60)
    assert Component.objects.count() == 3
    assert again.count() == {"waiting": 0, "taken": 1, "known": 1, "refused": 0}


def test_a_picture_that_does_not_decode_is_a_row_that_is_not_taken(editor: User) -> None:
    whole = picture_file(1, 200, 200).read()
    archive = zip_of({"picture-1.png": whole[: len(whole) // 2], "picture-2.png": whole})
    source = finished("poster", editor, poster_row(1), poster_row(2), archive=archive)
    assert source.count() == {"waiting": 0, "taken": 1, "known": 0, "refused": 1}
    assert source.rows.get(status=RowStatus.REFUSED).flaws[0]["detail"] == "broken"


def test_what_is_stopped_goes_on_where_it_was(editor: User) -> None:
    source = started("faq", editor, *(faq_row(number) for number in range(15)))
    take_rows(source, clock.now(), count=4)
    stop_import(source.pk, actor=editor, at=clock.now())
    assert go_on(clock.now(), 60) == 0
    assert source.count() == {"waiting": 11, "taken": 4, "known": 0, "refused": 0}
    start_import(source.pk, actor=editor, at=clock.now())
    go_on(clock.now(), 60)
    assert (source.count()["taken"], Component.objects.count()) == (15, 15)
    events = LedgerRecord.objects.filter(subject=source.subject).values_list("event", flat=True)
    assert list(events.order_by("sequence")) == ["import.started", "import.stopped", "import.started"]


def test_a_row_that_was_begun_belongs_to_who_began_it_for_a_minute(
    editor: User, frozen_clock: FrozenClock
) -> None:
    source = started("faq", editor, faq_row(1), faq_row(2))
    work._begin(source, clock.now(), 1)
    assert go_on(clock.now(), 60) == 1
    source.refresh_from_db()
    assert (source.status, source.count()["waiting"]) == (ImportStatus.RUNNING, 1)
    frozen_clock.advance(seconds=LEASE.total_seconds() + 1)
    go_on(clock.now(), 60)
    source.refresh_from_db()
    assert (source.status, source.count()["taken"]) == (ImportStatus.FINISHED, 2)


def test_a_row_that_kills_its_process_each_time_is_given_up(editor: User, frozen_clock: FrozenClock) -> None:
    source = started("faq", editor, faq_row(1), faq_row(2))
    for _attempt in range(MOST_ATTEMPTS):
        assert [row.number for row in work._begin(source, clock.now(), 1)] == [2]
        ImportRow.objects.filter(number=3).update(begun_at=clock.now())
        frozen_clock.advance(seconds=LEASE.total_seconds() + 1)
        ImportRow.objects.filter(number=3).update(begun_at=clock.now())
    frozen_clock.advance(seconds=LEASE.total_seconds() + 1)
    go_on(clock.now(), 60)
    assert [(row.number, row.status) for row in source.rows.all()] == [(2, "refused"), (3, "taken")]
    assert source.rows.get(number=2).flaws[0]["flaw"] == "gave_up"


def test_an_editor_who_is_none_any_more_makes_no_more_drafts(editor: User) -> None:
    source = started("faq", editor, faq_row(1), faq_row(2))
    editor.groups.clear()
    go_on(clock.now(), 60)
    source.refresh_from_db()
    assert (source.status, Component.objects.count()) == (ImportStatus.STOPPED, 0)
    assert source.stopped_because
    record = LedgerRecord.objects.get(event="attempt.refused")
    assert (record.subject, b'"take_row"' in bytes(record.payload)) == (source.subject, True)


def strangers(tree: BranchTree) -> list[User]:
    return [
        UserFactory(officer=True, branch=tree.east),
        UserFactory(editor=True, branch=tree.west),
        UserFactory(editor=True, branch=tree.east),
    ]


def test_only_its_uploader_starts_it_and_takes_its_rows(editor: User, tree: BranchTree) -> None:
    waiting = kept("faq", table("faq", faq_row(1)), editor)
    for stranger in strangers(tree):
        with pytest.raises(Refused):
            start_import(waiting.pk, actor=stranger, at=clock.now())
    start_import(waiting.pk, actor=editor, at=clock.now())
    for stranger in strangers(tree):
        with pytest.raises(Refused):
            take_row(waiting.rows.get().pk, {}, actor=stranger, at=clock.now())
    assert Component.objects.count() == 0
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 6


def test_colleagues_of_the_branch_stop_it_and_nobody_else(editor: User, tree: BranchTree) -> None:
    source = started("faq", editor, faq_row(1))
    officer, foreign, colleague = strangers(tree)
    for stranger in (officer, foreign):
        with pytest.raises(Refused):
            stop_import(source.pk, actor=stranger, at=clock.now())
    assert stop_import(source.pk, actor=colleague, at=clock.now()).status == ImportStatus.STOPPED


def test_who_is_no_editor_keeps_no_import_and_takes_no_picture(editor: User, tree: BranchTree) -> None:
    officer, foreign, _colleague = strangers(tree)
    reading = read("faq", table("faq", faq_row(1)), tree.east)
    with pytest.raises(Refused):
        keep_import(reading, file_name="x.xlsx", pictures=None, actor=officer, at=clock.now())
    for stranger in (officer, foreign):
        accepted = accept_picture(picture_file(1).read(), "a.png")
        with pytest.raises(Refused):
            take_picture(accepted, rights_of({}), title="甲", branch=tree.east, actor=stranger)
    assert (Import.objects.count(), LibraryImage.objects.count()) == (0, 0)


def test_a_finished_import_is_not_started_again(editor: User) -> None:
    source = finished("faq", editor, faq_row(1))
    with pytest.raises(Conflict):
        start_import(source.pk, actor=editor, at=clock.now())


def test_what_nobody_confirms_is_forgotten_with_its_files(editor: User, frozen_clock: FrozenClock) -> None:
    old = kept("poster", table("poster", poster_row(1)), editor, pictures(1))
    running = started("faq", editor, faq_row(1))
    frozen_clock.advance(days=2)
    young = kept("faq", table("faq", faq_row(2)), editor)
    assert forget_previews(clock.now() - timedelta(days=1)) == 1
    assert set(Import.objects.all()) == {running, young}
    assert not default_storage.exists(old.pictures.name)


def test_a_row_costs_the_same_queries_whatever_the_size_of_the_import(
    editor: User, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for count in (1, 20):
        source = started("faq", editor, *(faq_row(100 * count + number) for number in range(count)))
        ImportRow.objects.known([])
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert take_rows(source, clock.now(), count=1) == 1
        costs.append(len(captured))
        go_on(clock.now(), 60)
    assert costs[0] == costs[1]
