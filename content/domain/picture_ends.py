"""Where a picture ends: whatever stands behind that is no part of it. Pure.

JPEG: ITU-T T.81, annex B. PNG: ISO/IEC 15948, clause 5. WebP: RFC 9649, section 2.4.
"""

_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9


def end_of(kind: str, content: bytes) -> int | None:
    """Return the offset behind the last byte of the picture, None if it has no proper end."""
    return {"jpeg": _end_of_jpeg, "png": _end_of_png, "webp": _end_of_webp}[kind](content)


def _end_of_jpeg(content: bytes) -> int | None:
    at = 2
    while at + 4 <= len(content) or content[at : at + 2] == b"\xff\xd9":
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == _END_OF_IMAGE:
            return at + 2
        if marker == 0xFF:
            at += 1
        elif marker in _STANDALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if marker == _START_OF_SCAN:
                at = _behind_the_scan(content, at)
    return None


def _behind_the_scan(content: bytes, at: int) -> int:
    """Skip entropy-coded data: in it a byte FF is followed by 00 or by a restart marker."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        if content[at + 1] != 0x00 and content[at + 1] not in _STANDALONE:
            return at
        at += 2


def _end_of_png(content: bytes) -> int | None:
    at = 8
    while at + 12 <= len(content):
        length, chunk = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        at += 12 + length
        if chunk == b"IEND":
            return at
    return None


def _end_of_webp(content: bytes) -> int | None:
    length = int.from_bytes(content[4:8], "little")
    return 8 + length + length % 2
