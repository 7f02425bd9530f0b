import stat
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from content.domain.archive_names import ArchiveFlaw, ArchiveRefused
from content.domain.archives import Limits, open_archive
from tests.hostile.media_files import archive

LIMITS = Limits(
    archive_octets=2_000_000,
    entries=20,
    entry_octets=300_000,
    octets=500_000,
    ratio=20,
    nested=frozenset({"xlsx"}),
)


def read_all(content: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    with open_archive(BytesIO(content), limits) as opened:
        return {entry.name: opened.read(entry) for entry in opened.entries}


def made(
    name: str, change: Callable[[zipfile.ZipInfo], None] = lambda info: None, content: bytes = b"x"
) -> bytes:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    change(info)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr(info, content)
    return buffer.getvalue()


def special(mode: int) -> bytes:
    def change(info: zipfile.ZipInfo) -> None:
        info.external_attr = mode << 16

    return made("link", change, b"/etc/passwd")


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in content
    return content.replace(old, new)


def twice(first: str, second: str) -> bytes:
    return archive({first: b"1", second: b"2"})


def duplicate() -> bytes:
    return replaced(archive({"aa.txt": b"1", "bb.txt": b"2"}), b"bb.txt", b"aa.txt")


def overlapping() -> bytes:
    """Two directory entries of one name's length that point at the same bytes."""
    content = bytearray(archive({"a.txt": b"x" * 50, "b.txt": b"x" * 50}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(made("a.txt"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def with_method(method: int) -> bytes:
    content = bytearray(made("a.txt"))
    at = content.index(b"PK\x01\x02") + 10
    content[at : at + 2] = method.to_bytes(2, "little")
    return bytes(content)


def many() -> bytes:
    return archive({f"{number}.txt": b"" for number in range(21)})


def many_hidden() -> bytes:
    """Says in its end record that it holds one entry."""
    content = bytearray(many())
    end = content.rindex(b"PK\x05\x06")
    content[end + 8 : end + 12] = b"\x01\x00\x01\x00"
    return bytes(content)


def claims_less() -> bytes:
    """The directory says 9 octets of what unpacks to 90,000."""
    content = bytearray(archive({"a.txt": b"x" * 90_000}))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (9).to_bytes(4, "little")
    return bytes(content)


def broken_data() -> bytes:
    return replaced(made("a.txt", content=b"sound"), b"sound", b"spoil")


def in_bytes(name: bytes) -> bytes:
    return replaced(made("x" * len(name)), b"x" * len(name), name)


SOUND = archive({"a.txt": b"x"})
REFUSED = {
    "no archive": (b"hello" * 20, ArchiveFlaw.NOT_AN_ARCHIVE),
    "nothing": (b"", ArchiveFlaw.NOT_AN_ARCHIVE),
    "something before": (b"MZ" + SOUND, ArchiveFlaw.NOT_AN_ARCHIVE),
    "something behind": (SOUND + b"<script>", ArchiveFlaw.NOT_AN_ARCHIVE),
    "two archives": (SOUND + archive({"b.txt": b"y"}), ArchiveFlaw.NOT_AN_ARCHIVE),
    "cut off": (SOUND[:-5], ArchiveFlaw.NOT_AN_ARCHIVE),
    "large": (made("a.bin", content=bytes(2_000_001)), ArchiveFlaw.TOO_LARGE),
    "large entry": (made("a.bin", content=bytes(300_001)), ArchiveFlaw.TOO_LARGE),
    "many entries": (many(), ArchiveFlaw.TOO_MANY),
    "many entries, one admitted": (many_hidden(), ArchiveFlaw.TOO_MANY),
    "bomb": (archive({"a.txt": bytes(250_000)}), ArchiveFlaw.RATIO),
    "bomb that claims less": (claims_less(), ArchiveFlaw.BROKEN),
    "overlapping": (overlapping(), ArchiveFlaw.OVERLAPPING),
    "archive inside": (archive({"inner.txt": SOUND}), ArchiveFlaw.NESTED),
    "gzip inside": (archive({"inner.txt": b"\x1f\x8b\x08" + bytes(20)}), ArchiveFlaw.NESTED),
    "encrypted": (encrypted(), ArchiveFlaw.ENCRYPTED),
    "bzip2": (with_method(12), ArchiveFlaw.METHOD),
    "lzma": (with_method(14), ArchiveFlaw.METHOD),
    "unknown method": (with_method(97), ArchiveFlaw.METHOD),
    "symbolic link": (special(stat.S_IFLNK | 0o777), ArchiveFlaw.NOT_A_FILE),
    "device": (special(stat.S_IFCHR | 0o666), ArchiveFlaw.NOT_A_FILE),
    "pipe": (special(stat.S_IFIFO | 0o666), ArchiveFlaw.NOT_A_FILE),
    "same name": (duplicate(), ArchiveFlaw.DUPLICATE),
    "same name in capitals": (twice("a/b.txt", "A/B.TXT"), ArchiveFlaw.DUPLICATE),
    "same name, composed": (twice("é.txt", "e\u0301.txt"), ArchiveFlaw.DUPLICATE),
    "file and folder": (twice("a", "a/"), ArchiveFlaw.DUPLICATE),
    "up": (made("../a.txt"), ArchiveFlaw.NAME),
    "up in the middle": (made("a/../../b.txt"), ArchiveFlaw.NAME),
    "here": (made("./a.txt"), ArchiveFlaw.NAME),
    "absolute": (made("/etc/passwd"), ArchiveFlaw.NAME),
    "empty part": (made("a//b.txt"), ArchiveFlaw.NAME),
    "drive": (made("C:a.txt"), ArchiveFlaw.NAME),
    "backslash": (in_bytes(b"..\\a.txt"), ArchiveFlaw.NAME),
    "nul": (in_bytes(b"a.jpg\x00.exe"), ArchiveFlaw.NAME),
    "control character": (in_bytes(b"a\r\nb.txt"), ArchiveFlaw.NAME),
    "turned around": (made("a\u202egpj.exe"), ArchiveFlaw.NAME),
    "zero width": (made("a\u200b.txt"), ArchiveFlaw.NAME),
    "long": (made("长" * 86), ArchiveFlaw.NAME),
    "neither UTF-8 nor GB 18030": (in_bytes(b"\xff\xff\xff.txt"), ArchiveFlaw.NAME),
    "broken UTF-8": (
        replaced(made("长长.txt"), "长长".encode(), b"\xe9\x95\xff\xfe\xff\xff"),
        ArchiveFlaw.NAME,
    ),
    "wrong checksum": (broken_data(), ArchiveFlaw.BROKEN),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case: str) -> None:
    content, flaw = REFUSED[case]
    with pytest.raises(ArchiveRefused) as refused:
        read_all(content)
    assert refused.value.flaw == flaw


def test_a_sound_archive_is_read() -> None:
    content = archive({"海报/一.jpg": b"1" * 1000, "海报/": b"", "表.xlsx": SOUND, "a b.txt": b""})
    assert read_all(content) == {"海报/一.jpg": b"1" * 1000, "表.xlsx": SOUND, "a b.txt": b""}


def test_names_as_windows_in_chinese_writes_them() -> None:
    assert list(read_all(in_bytes("话术.txt".encode("gb18030")))) == ["话术.txt"]


def test_entries_together_are_bounded() -> None:
    parts = {f"{number}.bin": bytes(range(256)) * 700 for number in range(3)}
    with pytest.raises(ArchiveRefused) as refused:
        read_all(archive(parts), Limits(octets=500_000, ratio=500))
    assert refused.value.flaw == ArchiveFlaw.TOO_LARGE


def test_reading_one_entry_again_and_again_comes_to_an_end() -> None:
    content = made("a.bin", content=bytes(200_000))
    with open_archive(BytesIO(content), LIMITS) as opened:
        entry = opened.entry("a.bin")
        assert len(opened.read(entry)) + len(opened.read(entry)) == 400_000
        with pytest.raises(ArchiveRefused) as refused:
            opened.read(entry)
    assert refused.value.flaw == ArchiveFlaw.TOO_LARGE


def test_a_stream_gives_what_is_asked_for() -> None:
    with open_archive(BytesIO(made("a.txt", content=b"abcdefghijkl")), LIMITS) as opened:
        assert "a.txt" in opened
        assert "b.txt" not in opened
        with opened.open(opened.entry("a.txt")) as stream:
            assert (stream.peek(2), stream.read(3), stream.read(0), stream.read(), stream.read(1)) == (
                b"ab",
                b"abc",
                b"",
                b"defghijkl",
                b"",
            )
        with pytest.raises(KeyError):
            opened.entry("b.txt")


def test_flipped_bytes_are_an_archive_or_refused() -> None:
    content = archive({"a.txt": b"some words " * 40, "b/c.txt": b"more words " * 40})
    for at in range(0, len(content), 7):
        for bit in (0x01, 0x80, 0xFF):
            flipped = content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
            try:
                found = read_all(flipped)
            except ArchiveRefused:
                continue
            assert sum(map(len, found.values())) <= LIMITS.octets
