"""Posters with the manager's name and QR code drawn in."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from content.domain import poster_drawing
from content.domain.chart_drawing import missing_characters
from content.domain.document import Document, body_values
from content.domain.poster_drawing import NameCard, TooSmall
from content.enums import CardPlace
from content.queries.charts import chart_font
from core import blobs
from core.domain.canonical import sha256
from distribution.domain.pictures import derivatives
from distribution.enums import PosterFlaw

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NamedPoster:
    """A poster for one manager: the PNG, or the flaw for which it was not drawn."""

    artwork: str
    place: str
    card: NameCard
    content: bytes = b""
    flaw: str = ""

    @property
    def entry(self) -> dict[str, Any]:
        """What the produced document keeps of it, so that it can be drawn and checked again."""
        return {
            "artwork": self.artwork,
            "place": self.place,
            "name": self.card.name,
            "branch": self.card.branch,
            "address": self.card.address,
            "sha256": sha256(self.content) if self.content else "",
            "flaw": self.flaw,
        }


def named_poster(document: Document, card: NameCard) -> NamedPoster | None:
    """Return the poster of an approved `document` with `card` drawn in; None where no place was declared.

    What is drawn on is the picture that managers are shown ("display"). Reads and draws, writes nothing.
    """
    declared = next(iter(body_values(document, "poster")), None)
    if declared is None or declared["card_place"]["code"] == CardPlace.NOWHERE:
        return None
    artwork, place = declared["artwork"]["picture"], declared["card_place"]["code"]
    font = chart_font()
    try:
        flaw = _font_flaw(card, font)
        if flaw or font is None:
            return NamedPoster(artwork, place, card, flaw=flaw)
        shown = blobs.get(derivatives(document, "display")[artwork])
        return NamedPoster(artwork, place, card, poster_drawing.draw(shown, place, card, font))
    except TooSmall:
        return NamedPoster(artwork, place, card, flaw=PosterFlaw.TOO_SMALL)
    except (FileNotFoundError, blobs.BlobChanged):
        logger.exception("the picture %s of a poster is not what was approved", artwork)
        return NamedPoster(artwork, place, card, flaw=PosterFlaw.NO_PICTURE)


def _font_flaw(card: NameCard, font: Path | None) -> str:
    """Return why the card cannot be written, or nothing. A file that is no font is as good as none."""
    if font is None:
        return PosterFlaw.NO_FONT
    try:
        return PosterFlaw.NO_CHARACTER if _lacking(card.words, font) else ""
    except (OSError, RuntimeError):
        logger.exception("the font %s cannot be read", font)
        return PosterFlaw.NO_FONT


@lru_cache(maxsize=2_000)
def _lacking(words: str, font: Path) -> str:
    return missing_characters(words, font)
