"""From a canonical document to what screening reads."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from content.domain.document import Document, passages
from content.domain.document import Passage as DocumentPassage
from content.domain.links import links_in
from content.enums import Channel
from content.kinds import declared_blocks
from review.domain.pictures.reading import addresses, read_pictures
from review.domain.screening.engine import screen
from review.domain.screening.result import ScreeningResult
from review.domain.screening.subject import Passage, Subject
from review.queries.rule_sets import in_force

_OFFERING_KINDS: Final = frozenset({"product_analysis", "poster"})
"""Kinds that put their product before customers; of others the words decide."""


def screen_document(document: Document) -> ScreeningResult:
    """Return what the rules in force find in `document`. One query, then work of the processor: hold no
    transaction.
    """
    return screen(subject_of(document), in_force())


def subject_of(document: Document) -> Subject:
    """Return `document` as screening sees it. Its places have their names in the language of the bank, so
    that the result, which names them, is the same whoever asks.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _subject_of(document)


def _subject_of(document: Document) -> Subject:
    product = document["product"]
    return Subject(
        kind=document["kind"],
        product_type=product["type"] if product else None,
        risk=product["risk"] if product else None,
        segments=tuple(document["audience"]["segments"]),
        channels=tuple(block["type"] for block in document["channels"]),
        passages=tuple(
            Passage(
                place=one.place,
                label=str(place_label(document, one.place)),
                text=one.text,
                channel=one.channel,
            )
            for one in readable_passages(document)
        ),
        offers_product=True if product and document["kind"] in _OFFERING_KINDS else None,
    )


def readable_passages(document: Document) -> Iterator[DocumentPassage]:
    """Yield every text of `document` that a person may read: its own, then what stands in its pictures.

    What a code says that is no address is read as words, too.
    """
    yield from passages(document)
    for picture in read_pictures(document):
        said = [content for content in addresses(picture.reading.codes) if not links_in(content)]
        text = "\n".join(part for part in (picture.text, *said) if part)
        if text:
            yield DocumentPassage(picture.place, text, None)


def place_label(document: Document, place: str) -> str:
    """Return what people call `place`: the title, a channel, a picture, or the label of the block that
    holds it.
    """
    root, _slash, rest = place.partition("/")
    block_id = rest.partition("/")[0]
    if root == "channels":
        names = {block["id"]: Channel(block["type"]).label for block in document["channels"]}
        return str(names.get(block_id, place))
    if root == "body":
        labels = {name: block.label for name, block in declared_blocks(document["kind"]).items()}
        types = {block["id"]: block["type"] for block in document["body"]}
        return str(labels.get(types.get(block_id, ""), place))
    if root == "media":
        titles = {entry["sha256"]: entry["title"] for entry in document["media"]}
        return _("In picture “%(title)s”") % {"title": titles.get(block_id, block_id[:12])}
    return _("Title") if root == "title" else _("Whole piece")
