"""Partner material: what a fund house or an insurer has approved and sent, and what may be done with it.

A document of partner material has the entry "partner"; a piece of the bank's own has none. Its texts are
locked to what was received: their hashes stand in the document, those of a channel without an opening line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from content.domain.cited_facts import cited_facts
from content.domain.document import Document
from core.domain import canonical

BODY: Final = "body"
OPENING_LINE_LIMIT: Final = 80
"""An opening line greets; it has no room for an offer of its own."""


class Fault(StrEnum):
    """Why a piece of partner material may not go into review."""

    NO_ISSUER = "no_issuer"
    NO_APPROVAL = "no_approval"
    EXPIRED = "expired"
    NOT_ON_LIST = "not_on_list"
    NOT_RECEIVED = "not_received"
    TEXT_CHANGED = "text_changed"
    PICTURE_NO_ORIGINAL = "picture_no_original"
    PICTURE_CHANGED = "picture_changed"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault and what it is about: a product's code, "body" or a channel, a picture's title."""

    fault: Fault
    about: str = ""


def approved_until(document: Document) -> date | None:
    """Return the last day of the partner's approval; None for a piece of the bank's own."""
    partner = document.get("partner")
    return date.fromisoformat(partner["approved_until"]) if partner and partner["approved_until"] else None


def cited_products(document: Document) -> tuple[str, ...]:
    """Return the codes of the products that `document` is about or cites facts of, sorted."""
    of_facts = {fact["product"] for fact in cited_facts(document)}
    own = {document["product"]["code"]} if document["product"] else set()
    return tuple(sorted((of_facts | own) - {None}))


def received(document: Document) -> dict[str, Any]:
    """Return the hashes of what is locked: the body, each channel's text with its wordings, the pictures.

    Nothing of it depends on block ids, so that a block cut and pasted is still the same.
    """
    return {
        "texts": {
            BODY: _sha256(_bare(document["body"])),
            **{
                block["type"]: _locked(block["value"], block["value"]["text"])
                for block in document["channels"]
            },
        },
        "pictures": list(cited_pictures(document)),
    }


def cited_pictures(document: Document) -> tuple[str, ...]:
    """Return the SHA-256 of the partner's pictures, sorted. Those of a call to action are the bank's own."""
    found = set(_pictures(document["body"]))
    for block in document["channels"]:
        found.update(_pictures(block["value"]["pictures"]))
    return tuple(sorted(found))


def flaws(document: Document, day: date) -> Iterator[Flaw]:
    """Yield why this may not go into review on `day`; nothing for a piece of the bank's own.

    `document` is as it was frozen, before charts were drawn.
    """
    partner = document.get("partner")
    if partner is None:
        return
    if not partner["code"]:
        yield Flaw(Fault.NO_ISSUER)
    until = approved_until(document)
    if not partner["approval_number"] or until is None:
        yield Flaw(Fault.NO_APPROVAL)
    elif until < day:
        yield Flaw(Fault.EXPIRED, until.isoformat())
    for code in cited_products(document):
        if code not in partner["listed_products"]:
            yield Flaw(Fault.NOT_ON_LIST, code)
    for entry in _cited_media(document):
        if not entry["partner_original"]:
            yield Flaw(Fault.PICTURE_NO_ORIGINAL, entry["title"])
    if partner["received"] is None:
        yield Flaw(Fault.NOT_RECEIVED)
    else:
        yield from _changes(document, partner["received"])


def _changes(document: Document, noted: Mapping[str, Any]) -> Iterator[Flaw]:
    texts = noted["texts"]
    if received(document)["texts"][BODY] != texts[BODY]:
        yield Flaw(Fault.TEXT_CHANGED, BODY)
    for block in document["channels"]:
        if texts.get(block["type"]) not in _allowed(block["value"]):
            yield Flaw(Fault.TEXT_CHANGED, block["type"])
    for entry in _cited_media(document):
        if entry["sha256"] not in noted["pictures"]:
            yield Flaw(Fault.PICTURE_CHANGED, entry["title"])


def _allowed(sent: Mapping[str, Any]) -> set[str]:
    """Return the hash of the text as it is, and of what stands below an opening line."""
    first, _break, rest = sent["text"].partition("\n")
    below = {_locked(sent, rest.lstrip("\n"))} if rest and len(first) <= OPENING_LINE_LIMIT else set()
    return {_locked(sent, sent["text"]), *below}


def _locked(sent: Mapping[str, Any], text: str) -> str:
    return _sha256([text, [item["value"] for item in sent.get("variants", ())]])


def _cited_media(document: Document) -> list[Mapping[str, Any]]:
    cited = cited_pictures(document)
    return [entry for entry in document["media"] if entry["sha256"] in cited]


def _pictures(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _pictures(item["value"])
    elif isinstance(value, Mapping):
        if set(value) == {"picture"} and isinstance(value["picture"], str):
            yield value["picture"]
        else:
            for inner in value.values():
                yield from _pictures(inner)


def _bare(value: Any) -> Any:
    """Return `value` without the ids of blocks."""
    if isinstance(value, list):
        return [_bare({name: part for name, part in item.items() if name != "id"}) for item in value]
    if isinstance(value, Mapping):
        return {name: part if name == "fact" else _bare(part) for name, part in value.items()}
    return value


def _sha256(value: Any) -> str:
    return canonical.sha256(canonical.encode({"locked": value}))
