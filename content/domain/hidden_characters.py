"""Characters that a reader cannot see: they hide words from screening or turn a line around."""

import unicodedata
from dataclasses import dataclass

ZERO_WIDTH_JOINER = "\u200d"
_ZERO_WIDTH = {
    "\u200b",
    "\u200c",
    "\u2060",
    "\u2061",
    "\u2062",
    "\u2063",
    "\u2064",
    "\ufeff",
    "\u00ad",
    "\u180e",
}
_BIDI = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_ALLOWED_CONTROLS = {"\n", "\r", "\t"}


@dataclass(frozen=True, slots=True)
class HiddenCharacter:
    """One such character: how many characters stand before it, and its name for people."""

    position: int
    code_point: str
    name: str


def find_hidden(text: str) -> list[HiddenCharacter]:
    """Return each hidden character of `text` in order. A joiner inside an emoji is no such character."""
    return [
        HiddenCharacter(position, f"U+{ord(character):04X}", unicodedata.name(character, "CONTROL"))
        for position, character in enumerate(text)
        if _is_hidden(text, position, character)
    ]


def _is_hidden(text: str, position: int, character: str) -> bool:
    if character in _ZERO_WIDTH or character in _BIDI:
        return True
    if character == ZERO_WIDTH_JOINER:
        return not (
            _is_symbol(text[position - 1 : position]) and _is_symbol(text[position + 1 : position + 2])
        )
    category = unicodedata.category(character)
    return category in {"Cc", "Cs", "Co"} and character not in _ALLOWED_CONTROLS


def _is_symbol(neighbour: str) -> bool:
    return bool(neighbour) and (unicodedata.category(neighbour) in {"So", "Sk"} or neighbour == "\ufe0f")


def without_hidden(text: str) -> tuple[str, int]:
    """Return `text` without its hidden characters, and how many they were."""
    hidden = {one.position for one in find_hidden(text)}
    kept = "".join(character for position, character in enumerate(text) if position not in hidden)
    return kept, len(hidden)
