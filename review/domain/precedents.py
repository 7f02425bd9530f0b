"""When two findings are about the same or nearly the same sentence. Pure.

Sentences are near where they share at least six tenths of their runs of three characters (Jaccard's index).
To find them in a table, each keeps the twelve smallest hashes of its runs: of sentences that near, all but
one in fifty thousand share one of these. What is found so is then compared run by run.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from review.domain.screening.result import Finding
from review.domain.sentences import LONGEST, normalised, pieces, sentence_at

NEAR: Final = 0.6
MARKS: Final = 12


def sentence_of(texts: Mapping[str, str], finding: Finding) -> str:
    """Return the sentence that the finding is about; `texts` are those of the piece by their places.

    One about the whole piece is about all its texts, as far as they are kept.
    """
    if finding.place in texts:
        return sentence_at(texts[finding.place], finding.start, finding.end)
    return "\n".join(texts.values())[:LONGEST]


def sentence_key(rule: str, sentence: str) -> str:
    """Return what a rule's findings on the same sentence share (SHA-256, hex)."""
    return hashlib.sha256(f"{rule}\n{normalised(sentence)}".encode("utf-8", "surrogatepass")).hexdigest()


def marks(rule: str, sentence: str) -> tuple[int, ...]:
    """Return the smallest hashes of the sentence's runs, as integers of 64 bits with a sign."""
    return tuple(sorted(_hash(rule, piece) for piece in pieces(sentence))[:MARKS])


def _hash(rule: str, piece: str) -> int:
    digest = hashlib.blake2b(f"{rule}\n{piece}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
