"""Documents from outside: PDF and Office files without macros, by their bytes and their inner order. Pure.

ASVS 5.0: 5.2.2 (name and content agree), 5.2.3 (compressed files), 1.5.1 (no external entities).
"""

from enum import StrEnum
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from content.domain.archive_names import ArchiveRefused
from content.domain.archives import Archive, Limits, open_archive
from content.domain.file_names import extension_of

MAX_OCTETS = 10 * 1024 * 1024
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
EXTENSIONS = ("pdf", *MAIN_PARTS)
OFFICE_LIMITS = Limits(
    archive_octets=MAX_OCTETS,
    entries=2_000,
    entry_octets=60 * 1024 * 1024,
    octets=120 * 1024 * 1024,
    nested=frozenset({"xlsx"}),  # the figures behind a chart of a presentation
)
_CONTENT_TYPES = "[Content_Types].xml"
_ACTIVE_CONTENT_TYPES = ("macroenabled", "vbaproject", "activex", "oleobject", "controlproperties")
_ACTIVE_PARTS = ("vbaproject.bin", "/activex/", "oleobject")


class DocumentFlaw(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    NAME_DISAGREES = "name_disagrees"
    BROKEN = "broken"
    ACTIVE = "active"


class DocumentRefused(ValueError):
    """These bytes are not kept. `flaw` says why; forms say in words what to do."""

    def __init__(self, flaw: DocumentFlaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def verify(content: bytes, name: str) -> str:
    """Return the extension under which these bytes may be kept, as they are. Raises DocumentRefused."""
    if not content:
        raise DocumentRefused(DocumentFlaw.EMPTY)
    if len(content) > MAX_OCTETS:
        raise DocumentRefused(DocumentFlaw.TOO_LARGE)
    extension = extension_of(name)
    if extension not in EXTENSIONS:
        raise DocumentRefused(DocumentFlaw.UNKNOWN_TYPE)
    if extension == "pdf":
        _verify_pdf(content)
    else:
        _verify_office(content, extension)
    return extension


def _verify_pdf(content: bytes) -> None:
    """ISO 32000-2, 7.5.1: from the header in the first byte to the end mark, and nothing behind it."""
    if not content.startswith(b"%PDF-"):
        raise DocumentRefused(DocumentFlaw.NAME_DISAGREES)
    _, mark, behind = content.rpartition(b"%%EOF")
    if not mark or behind.strip(b"\x00\r\n\t "):
        raise DocumentRefused(DocumentFlaw.BROKEN)


def _verify_office(content: bytes, extension: str) -> None:
    if not content.startswith(b"PK\x03\x04"):
        raise DocumentRefused(DocumentFlaw.NAME_DISAGREES)
    try:
        with open_archive(BytesIO(content), OFFICE_LIMITS) as archive:
            if _CONTENT_TYPES not in archive or MAIN_PARTS[extension] not in archive:
                raise DocumentRefused(DocumentFlaw.NAME_DISAGREES)
            _refuse_active_parts(archive)
            for entry in archive.entries:
                part = archive.read(entry)
                if entry.name.endswith(".rels"):
                    _refuse_what_is_fetched(part)
    except ArchiveRefused as error:
        raise DocumentRefused(DocumentFlaw.BROKEN) from error
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        if isinstance(error, DocumentRefused):
            raise
        raise DocumentRefused(DocumentFlaw.BROKEN) from error


def _refuse_active_parts(archive: Archive) -> None:
    types = fromstring(archive.read(archive.entry(_CONTENT_TYPES)), forbid_dtd=True)
    declared = " ".join(element.get("ContentType", "") for element in types.iter()).lower()
    names = " ".join(f"/{entry.name}" for entry in archive.entries).lower()
    if any(word in declared for word in _ACTIVE_CONTENT_TYPES) or any(
        word in names for word in _ACTIVE_PARTS
    ):
        raise DocumentRefused(DocumentFlaw.ACTIVE)


def _refuse_what_is_fetched(relationships: bytes) -> None:
    """What stands elsewhere is fetched when the file is opened; a link is only clicked."""
    for one in fromstring(relationships, forbid_dtd=True).iter():
        is_link = one.get("Type", "").endswith("/hyperlink")
        if one.get("TargetMode", "").lower() == "external" and not is_link:
            raise DocumentRefused(DocumentFlaw.ACTIVE)
