import pytest

from content.domain.office_files import MAX_OCTETS, DocumentFlaw, DocumentRefused, verify
from tests.factories.content import pdf
from tests.hostile.media_files import HTML, PDF, SVG, archive, encoded, office

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<Relationships>&b;</Relationships>"
)
OUTSIDE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><Relationships>&x;</Relationships>'


def relation(kind: str, target: str, mode: str = "External") -> dict[str, bytes]:
    words = f'<R><Relationship Type="http://x/{kind}" Target="{target}" TargetMode="{mode}"/></R>'
    return {"word/_rels/document.xml.rels": words.encode()}


def typed(content_type: str) -> bytes:
    return CONTENT_TYPES.format(f'<Override PartName="/word/a" ContentType="{content_type}"/>').encode()


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
REFUSED = {
    "nothing": ("a.pdf", b"", DocumentFlaw.EMPTY),
    "large": ("a.pdf", pdf("x" * MAX_OCTETS), DocumentFlaw.TOO_LARGE),
    "html": ("a.html", HTML, DocumentFlaw.UNKNOWN_TYPE),
    "svg": ("a.svg", SVG, DocumentFlaw.UNKNOWN_TYPE),
    "text": ("a.txt", b"words", DocumentFlaw.UNKNOWN_TYPE),
    "zip": ("a.zip", archive({"a": b"b"}), DocumentFlaw.UNKNOWN_TYPE),
    "picture": ("a.png", encoded("PNG"), DocumentFlaw.UNKNOWN_TYPE),
    "macro document": ("a.docm", office("docx"), DocumentFlaw.UNKNOWN_TYPE),
    "macro sheet": ("a.xlsm", office("xlsx"), DocumentFlaw.UNKNOWN_TYPE),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0", DocumentFlaw.UNKNOWN_TYPE),
    "no extension": ("pdf", PDF, DocumentFlaw.UNKNOWN_TYPE),
    "html called pdf": ("a.pdf", HTML, DocumentFlaw.NAME_DISAGREES),
    "html before a pdf": ("a.pdf", HTML + PDF, DocumentFlaw.NAME_DISAGREES),
    "zip behind a pdf": ("a.pdf", PDF + archive({"a": b"b"}), DocumentFlaw.BROKEN),
    "pdf cut off": ("a.pdf", b"%PDF-1.7\n1 0 obj", DocumentFlaw.BROKEN),
    "old word called docx": ("a.docx", b"\xd0\xcf\x11\xe0", DocumentFlaw.NAME_DISAGREES),
    "sheet called docx": ("a.docx", office("xlsx"), DocumentFlaw.NAME_DISAGREES),
    "zip called xlsx": ("a.xlsx", archive({"a": b"b"}), DocumentFlaw.NAME_DISAGREES),
    "macros": ("a.docx", office("docx", {"word/vbaProject.bin": b"x"}), DocumentFlaw.ACTIVE),
    "macros by type alone": ("a.docx", office("docx", types=typed(MACROS)), DocumentFlaw.ACTIVE),
    "control": ("a.xlsx", office("xlsx", {"xl/activeX/activeX1.xml": b"x"}), DocumentFlaw.ACTIVE),
    "embedded program": (
        "a.docx",
        office("docx", {"word/embeddings/oleObject1.bin": b"x"}),
        DocumentFlaw.ACTIVE,
    ),
    "template from elsewhere": (
        "a.docx",
        office("docx", relation("attachedTemplate", "http://192.0.2.1/a.dotm")),
        DocumentFlaw.ACTIVE,
    ),
    "picture from elsewhere": (
        "a.docx",
        office("docx", relation("image", "file://192.0.2.1/a.png", "external")),
        DocumentFlaw.ACTIVE,
    ),
    "billion laughs": ("a.docx", office("docx", {"word/_rels/a.rels": LAUGHS}), DocumentFlaw.BROKEN),
    "external entity": ("a.docx", office("docx", {"word/_rels/a.rels": OUTSIDE}), DocumentFlaw.BROKEN),
    "laughs among the types": ("a.docx", office("docx", types=LAUGHS), DocumentFlaw.BROKEN),
    "no xml": ("a.docx", office("docx", types=b"<Types"), DocumentFlaw.BROKEN),
    "unknown encoding": (
        "a.docx",
        office("docx", types=b'<?xml version="1.0" encoding="x-no"?><T/>'),
        DocumentFlaw.BROKEN,
    ),
    "bomb": ("a.docx", office("docx", {"word/a.xml": bytes(50_000_000)}), DocumentFlaw.BROKEN),
    "archive inside": ("a.docx", office("docx", {"word/a.xml": archive({"a": b"b"})}), DocumentFlaw.BROKEN),
    "way out": ("a.docx", office("docx", {"../a.xml": b"x"}), DocumentFlaw.BROKEN),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case: str) -> None:
    name, content, flaw = REFUSED[case]
    with pytest.raises(DocumentRefused) as refused:
        verify(content, name)
    assert refused.value.flaw == flaw


@pytest.mark.parametrize("extension", ["docx", "xlsx", "pptx"])
def test_office_files_are_taken(extension: str) -> None:
    extra = relation("hyperlink", "https://bank.example/") | {"embeddings/chart.xlsx": office("xlsx")}
    assert verify(office(extension, extra), f"合同.{extension.upper()}") == extension


def test_a_pdf_is_taken() -> None:
    assert verify(PDF + b"\r\n", "a.pdf") == "pdf"
