"""Pictures that wait, and what becomes of them."""

from datetime import timedelta

import pytest

from content.models import LibraryImage
from core import blobs
from review.actions.ask_for_reading import ask_for_reading
from review.actions.read_waiting import RESTS, read_waiting
from review.domain.pictures.reading import READER, Reading
from review.enums import ReadingTrouble
from review.models import MaskProposal, PictureReading, WaitingPicture
from review.queries.reader_process import NotRead, ReaderProcess
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory
from tests.factories.readings import words
from tests.factories.stories import make_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unread_pictures")]
SECRET = "电话 13812345678"


class Seeing(ReaderProcess):
    """Sees the same in every picture, or has the same trouble with it."""

    def __init__(self, *lines: str, trouble: ReadingTrouble | None = None, dies: bool = False) -> None:
        super().__init__(())
        self.lines, self.trouble, self.dies, self.asked = lines, trouble, dies, 0

    def read(self, content: bytes, seconds: float) -> Reading:
        self.asked += 1
        if self.dies:
            raise KeyboardInterrupt
        if self.trouble is not None:
            raise NotRead(self.trouble)
        return Reading(320, 240, words(*self.lines))


def test_a_new_picture_waits_and_is_read_once(frozen_clock: FrozenClock) -> None:
    image = ImageFactory()
    waiting = WaitingPicture.objects.get()
    assert (waiting.sha256, waiting.reader, waiting.attempts) == (image.content_sha256, READER, 0)
    reader = Seeing("早安", SECRET)
    assert read_waiting(reader, 5.0) == 1
    read = PictureReading.objects.get()
    assert (read.sha256, read.reader, read.read_at) == (image.content_sha256, READER, frozen_clock.at)
    assert read.reading == Reading(320, 240, words("早安", SECRET))
    assert not WaitingPicture.objects.exists()
    image.title = "另一个标题"
    image.save()
    ask_for_reading({image.content_sha256}, frozen_clock.at)
    assert read_waiting(reader, 5.0) == 0
    assert reader.asked == 1


def test_the_same_bytes_are_read_once() -> None:
    first = ImageFactory()
    with first.open_file() as file:
        ImageFactory(file=type(first.file.file)(file, name="again.png"), branch=first.collection.branch)
    assert LibraryImage.objects.count() == 2
    assert WaitingPicture.objects.count() == 1


@pytest.mark.parametrize("trouble", [ReadingTrouble.NO_PICTURE, ReadingTrouble.TOO_SLOW])
def test_a_trouble_is_kept_and_not_tried_again(frozen_clock: FrozenClock, trouble: ReadingTrouble) -> None:
    ImageFactory()
    reader = Seeing(trouble=trouble)
    read_waiting(reader, 5.0)
    frozen_clock.advance(days=1)
    read_waiting(reader, 5.0)
    assert WaitingPicture.objects.get().trouble == trouble
    assert reader.asked == 1
    assert not PictureReading.objects.exists()


def test_a_process_that_breaks_off_is_tried_again_and_given_up(frozen_clock: FrozenClock) -> None:
    ImageFactory()
    reader = Seeing(trouble=ReadingTrouble.DIED)
    for rest in RESTS:
        assert WaitingPicture.objects.get().trouble == ""
        read_waiting(reader, 5.0)
        read_waiting(reader, 5.0)
        frozen_clock.advance(seconds=rest.total_seconds())
    assert WaitingPicture.objects.get().trouble == ReadingTrouble.DIED
    assert reader.asked == len(RESTS)


def test_a_killed_work_loop_reads_it_again_and_gives_up_in_the_end(frozen_clock: FrozenClock) -> None:
    ImageFactory()
    for rest in RESTS:
        with pytest.raises(KeyboardInterrupt):
            read_waiting(Seeing(dies=True), 5.0)
        assert read_waiting(Seeing("x"), 5.0) == 0
        frozen_clock.advance(seconds=rest.total_seconds())
    assert read_waiting(Seeing("x"), 5.0) == 0
    assert WaitingPicture.objects.get().trouble == ReadingTrouble.DIED


def test_a_killed_try_is_made_good(frozen_clock: FrozenClock) -> None:
    ImageFactory()
    with pytest.raises(KeyboardInterrupt):
        read_waiting(Seeing(dies=True), 5.0)
    frozen_clock.advance(seconds=RESTS[0].total_seconds())
    assert read_waiting(Seeing("早安"), 5.0) == 1
    assert PictureReading.objects.get().reading.text == "早安"


def test_nothing_begins_after_its_time() -> None:
    ImageFactory()
    assert read_waiting(Seeing("x"), 0.0) == 0


def test_what_was_deleted_waits_no_more() -> None:
    ImageFactory().delete()
    reader = Seeing("x")
    read_waiting(reader, 5.0)
    assert (reader.asked, WaitingPicture.objects.count()) == (0, 0)


def test_a_file_changed_on_disk_is_a_trouble() -> None:
    image = ImageFactory()
    with open(image.file.path, "wb") as file:
        file.write(b"changed")
    reader = Seeing("x")
    read_waiting(reader, 5.0)
    assert WaitingPicture.objects.get().trouble == ReadingTrouble.CHANGED
    assert reader.asked == 0


def test_of_a_customers_unmasked_picture_areas_alone_are_kept() -> None:
    story = make_story()
    assert read_waiting(Seeing("早安", SECRET), 5.0) == 1
    proposal = MaskProposal.objects.get()
    assert proposal.sha256 == story.pictures.get().sha256
    assert len(proposal.areas) == 1
    assert not PictureReading.objects.exists()
    assert not WaitingPicture.objects.exists()


def test_an_erased_picture_is_not_read(frozen_clock: FrozenClock) -> None:
    picture = make_story().pictures.get()
    picture.erased_at = frozen_clock.at + timedelta(seconds=1)
    picture.save()
    assert blobs.exists(picture.sha256)
    reader = Seeing("x")
    read_waiting(reader, 5.0)
    assert reader.asked == 0
