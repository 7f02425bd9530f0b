"""Words and codes in pictures at submission."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from content.models import Component
from core import outbox
from core.actions import Conflict, Refused
from review.actions.prepare import Prepared, prepare
from review.actions.read_again import read_again
from review.actions.submit import NotReady
from review.actions.type_transcript import type_transcript
from review.domain.pictures.reading import READER
from review.domain.screening.result import Severity, Verdict
from review.enums import ReadingState, ReadingTrouble
from review.models import CandidateLink, PictureReading, PictureTranscript, WaitingPicture
from review.queries import readings
from review.queries.findings import findings_by_place
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory, block
from tests.factories.people import UserFactory, branch_tree
from tests.factories.readings import read
from tests.factories.review import make_component, submit_component
from tests.factories.stories import library_images, withdrawn_story
from tests.factories.unread import forget, unread_piece

pytestmark = pytest.mark.django_db
WAITING = "The words in picture “海报” are being read. It can be submitted once that is done."
PHONE = "13812345678"


def piece(*lines: str, codes: tuple[str, ...] = (), **traits: Any) -> tuple[Component, str]:
    """Return a draft with one picture, in which these lines and codes stand, and the picture's SHA-256."""
    branch = branch_tree().head_office
    image = ImageFactory(branch=branch, title="海报")
    read(image, *lines, codes=codes)
    return make_component(branch=branch, pictures=[image], **traits), image.content_sha256


def prepared(component: Component) -> Prepared:
    return prepare(Component.objects.get(pk=component.pk), component.valid_from)


def test_a_word_in_a_picture_blocks_and_leads_to_its_place() -> None:
    component, sha256 = piece("早安", "我们保证收益")
    found = prepared(component)
    blocking = [one for one in found.screening.blocking if one.place == f"media/{sha256}"]
    assert "保证收益" in {one.text for one in blocking}
    places = findings_by_place(found.document, found.screening)
    (passage,) = [one for one in places.passages if one.picture is not None]
    assert passage.label == "In picture “海报”"
    assert passage.picture.sha256 == sha256
    assert {area.area.y for area in passage.picture.areas} == {60}
    with pytest.raises(NotReady):
        submit_component(component)


def test_somebodys_number_in_a_picture_blocks() -> None:
    component, sha256 = piece(f"咨询 {PHONE}")
    found = {(one.place, one.text) for one in prepared(component).screening.blocking}
    assert (f"media/{sha256}", PHONE) in found


def test_a_picture_with_nothing_to_say_against_is_frozen_with_what_was_read() -> None:
    component, sha256 = piece("早安")
    candidate = submit_component(component).candidate
    frozen = candidate.content["media"][0]["reading"]
    assert frozen["reader"] == READER
    assert [one["text"] for one in frozen["words"]] == ["早安"]
    places = findings_by_place(candidate.content, candidate.screening.outcome)
    assert [one.picture.sha256 for one in places.pictures] == [sha256]


@pytest.mark.parametrize(
    "content",
    [
        "https://evil.example/a",
        "http://m.shifanbank.example/",
        "weixin://dl/x",
        "tel:10086",
        "WWW.evil.example",
    ],
)
def test_a_code_that_leads_elsewhere_is_refused(content: str) -> None:
    component, _sha256 = piece("早安", codes=(content,))
    (problem,) = prepared(component).problems
    assert problem.startswith(f"The code in picture “海报” leads to {content}. Only https links to")


def test_a_code_of_the_banks_own_is_a_link_of_the_candidate() -> None:
    component, _sha256 = piece(codes=("https://m.shifanbank.example/a",))
    case = submit_component(component)
    assert CandidateLink.objects.get(candidate=case.candidate).address == "https://m.shifanbank.example/a"


def test_an_endless_address_is_refused() -> None:
    component, _sha256 = piece(codes=("https://m.shifanbank.example/" + "a" * 500,))
    assert len(prepared(component).problems) == 1


def test_words_in_a_code_are_read_as_words() -> None:
    component, sha256 = piece(codes=("保证收益",))
    assert f"media/{sha256}" in {one.place for one in prepared(component).screening.blocking}


def test_a_group_code_may_lead_to_wechat_and_another_picture_may_not() -> None:
    address = "https://work.weixin.qq.com/gm/abc"
    branch = branch_tree().head_office
    image = ImageFactory(branch=branch)
    read(image, codes=(address,))
    shown = make_component(branch=branch, pictures=[image])
    assert len(prepared(shown).problems) == 1
    code = block(
        "group_code",
        {
            "words": "散步群",
            "picture": image.pk,
            "where": "一楼",
            "expires_at": (shown.valid_until).isoformat(),
        },
    )
    texts = {"group": "早安。以上信息仅供参考，不构成任何投资建议。"}
    declared = make_component(branch=branch, texts=texts, actions={"group": code})
    assert prepared(declared).problems == ()


def test_a_picture_that_waits_holds_the_piece_up_and_nothing_else_is_lost() -> None:
    component, _sha256 = unread_piece(trouble=None)
    found = prepared(component)
    assert found.problems == (WAITING,)
    assert found.is_waiting
    with pytest.raises(NotReady) as refused:
        submit_component(component)
    assert refused.value.problems == (WAITING,)


def test_a_picture_that_nobody_asked_about_waits_from_its_first_use() -> None:
    component, sha256 = unread_piece(trouble=None)
    WaitingPicture.objects.all().delete()
    prepared(component)
    assert WaitingPicture.objects.get().sha256 == sha256


def test_a_failed_picture_says_why_and_may_be_read_again(frozen_clock: FrozenClock) -> None:
    component, sha256 = unread_piece()
    (problem,) = prepared(component).problems
    assert "could not be read (Reading it took too long). Have it read again, or type" in problem
    assert not prepared(component).is_waiting
    read_again(component.public_id, sha256, actor=component.created_by, at=frozen_clock.at)
    assert prepared(component).problems == (WAITING,)


def test_typed_words_are_screened_and_marked() -> None:
    component, sha256 = unread_piece(typed="我们保证收益")
    found = prepared(component)
    assert found.problems == ()
    assert f"media/{sha256}" in {one.place for one in found.screening.blocking}
    author = component.created_by
    type_transcript(component.public_id, sha256, "没有文字", actor=author, at=component.valid_from)
    case = submit_component(component)
    frozen = case.candidate.content["media"][0]["reading"]
    assert (frozen["typed"], frozen["reader"], frozen["words"]) == ("没有文字", "", [])
    shown = findings_by_place(case.candidate.content, case.candidate.screening.outcome)
    assert [one.picture.is_typed for one in shown.passages if one.picture] == [True]


def test_what_was_read_counts_before_what_was_typed() -> None:
    component, sha256 = unread_piece(typed="没有文字")
    image = component.get_latest_revision_as_object().channels[0].value["pictures"][0]
    read(image, "我们保证收益")
    assert prepared(component).screening.verdict is Verdict.block
    with pytest.raises(Conflict):
        type_transcript(component.public_id, sha256, "x", actor=component.created_by, at=component.valid_from)


@pytest.mark.parametrize("act", ["again", "typed"])
def test_only_who_edits_the_piece_may(act: str, frozen_clock: FrozenClock) -> None:
    tree = branch_tree()
    component, sha256 = unread_piece(branch=tree.east)
    for stranger in (
        UserFactory(officer=True, branch=component.branch),
        UserFactory(editor=True, branch=tree.west),
    ):
        with pytest.raises(Refused):
            if act == "again":
                read_again(component.public_id, sha256, actor=stranger, at=frozen_clock.at)
            else:
                type_transcript(component.public_id, sha256, "x", actor=stranger, at=frozen_clock.at)
    assert WaitingPicture.objects.get().trouble == ReadingTrouble.TOO_SLOW
    assert not PictureTranscript.objects.exists()


def test_a_picture_of_another_piece_or_of_one_in_review_is_a_conflict(frozen_clock: FrozenClock) -> None:
    component, sha256 = unread_piece(typed="没有文字")
    other = make_component(branch=component.branch, editor=component.created_by)
    with pytest.raises(Conflict):
        read_again(other.public_id, sha256, actor=component.created_by, at=frozen_clock.at)
    submit_component(component)
    with pytest.raises(Conflict):
        type_transcript(component.public_id, sha256, "x", actor=component.created_by, at=frozen_clock.at)
    assert PictureTranscript.objects.count() == 1


def test_without_the_reader_nothing_with_a_picture_is_submitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "is_installed", lambda: False)
    component, _sha256 = unread_piece(trouble=None)
    (problem,) = prepared(component).problems
    assert problem.endswith("pip install --no-deps --require-hashes -r requirements-pictures.txt")
    assert [one.state for one in prepared(component).pictures] == [ReadingState.NO_READER]
    assert prepared(make_component()).problems == ()


def test_a_kept_reading_cannot_be_changed_and_a_changed_one_counts_for_nothing() -> None:
    component, _sha256 = piece("我们保证收益")
    for change in ({"result_sha256": "0"}, {"sha256": "0"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            PictureReading.objects.update(**change)
    PictureReading.objects.update(result=b"{}")
    (problem,) = prepared(component).problems
    assert "could not be read (Its file was changed or lost)" in problem


def test_the_same_number_of_queries_for_one_picture_and_for_five(
    django_assert_max_num_queries: Any,
) -> None:
    branch = branch_tree().head_office
    images = [ImageFactory(branch=branch) for _ in range(5)]
    component = make_component(branch=branch)
    with django_assert_max_num_queries(3):
        assert len(readings.picture_states(component, images)) == 5


def test_a_withdrawn_storys_readings_are_emptied() -> None:
    edition = withdrawn_story()
    digests = set(edition.component.maskings.values_list("result_sha256", flat=True))
    kept = PictureReading.objects.filter(sha256__in=digests)
    assert kept.count() == 1
    assert not kept.exclude(erased_at=None).exists()
    outbox.deliver()
    assert library_images(edition.component) == []
    erased = kept.get()
    assert bytes(erased.result) == b""
    assert erased.erased_at is not None


def test_the_severity_is_the_rules_own() -> None:
    component, sha256 = piece("不保证收益，理财非存款")
    found = {one.severity for one in prepared(component).screening.findings if one.place == f"media/{sha256}"}
    assert Severity.block not in found


def test_a_forgotten_reading_waits_again() -> None:
    component, sha256 = piece("早安")
    forget(sha256)
    assert prepared(component).problems == (WAITING,)
