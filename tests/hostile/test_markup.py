"""Markup typed into every text field stays text on every page that shows it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

import pytest
from openpyxl import load_workbook

from content.models import Component, LibraryDocument, LibraryImage, Product
from core.sanitising import clean
from distribution.models import Package
from people.models import Branch, User
from tests.factories.content import FactFactory
from tests.hostile.bait import MARK, MARKUP
from tests.hostile.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EXECUTING = {"class", "id", "style", "name", "srcdoc", "data-controller", "data-action", "xlink:href", "form"}
ADDRESSES = {"href", "src", "action", "formaction", "data", "hx-get", "hx-post"}
SHORT = 60


class Watcher(HTMLParser):
    """Collects what of the mark became markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: tuple[str, str] = ("", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = (tag, given.get("type", ""))
        if MARK in tag:
            self.found.append(tag)
        self.found += [f"{tag} {name}={value[:80]}" for name, value in given.items() if _runs(name, value)]

    def handle_endtag(self, tag: str) -> None:
        self.inside = ("", "")

    def handle_data(self, data: str) -> None:
        tag, kind = self.inside
        if MARK in data and tag in {"script", "style"} and kind != "application/json":
            self.found.append(f"{tag}: {data[:80]}")
        if f"49{MARK}" in data:
            self.found.append("a template was worked out")


def _runs(name: str, value: str) -> bool:
    if MARK in name or (name.startswith("on") and MARK in value):
        return True
    if name in ADDRESSES and MARK in value:
        return not value.startswith(("/", "?", "http://testserver/"))
    return MARK in value and (name in EXECUTING or name.startswith(("hx-", "data-hx-")))


def markup_of(page: str) -> list[str]:
    watcher = Watcher()
    watcher.feed(page)
    watcher.close()
    return watcher.found


def put(walk: Walk, text: str) -> None:
    """Write the text past every form, as an older version or a careless import would have."""
    Component.objects.update(title=text)
    Product.objects.update(name=text, issuer=text)
    FactFactory(label=text[:SHORT], value=text[:SHORT], source=text[:SHORT])
    Package.objects.update(title=text[:SHORT])
    LibraryImage.objects.update(title=text)
    LibraryDocument.objects.update(title=text)
    Branch.objects.update(name=text[:SHORT], short_name=text[:SHORT])
    User.objects.update(display_name=text[:SHORT])


PAGES = [
    "/",
    "/search/",
    "/pulls/",
    "/recalls/",
    "/admin/",
    "/admin/content/morning_brief/",
    "/admin/content/product_analysis/",
    "/admin/content/products/",
    "/admin/content/facts/",
    "/admin/content/facts/table/",
    "/admin/calendar/month/",
    "/admin/calendar/columns/",
    "/admin/calendar/festivals/",
    "/admin/calendar/days/",
    "/admin/packages/",
    "/admin/packages/new/",
    "/admin/review/",
    "/admin/review/all/",
    "/admin/review/edition/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/branches/",
    "/admin/images/chooser/",
    "/admin/documents/chooser/",
    "/admin/snippets/choose/content/product/",
    "/admin/snippets/choose/content/fact/",
    "/admin/edition_chooser/",
    "/admin/review/ledger/",
    "/admin/account/",
]
DEEPER = (
    "/edit/",
    "/inspect/",
    "/history/",
    "/usage/",
    "/delete/",
    "/review/case/",
    "/review/submit/",
    "/e/",
)


def shown(walk: Walk, text: str) -> Iterator[tuple[str, str]]:
    deeper = [each for each in walk.addresses if any(part in each for part in DEEPER)]
    for address in [*PAGES, *deeper]:
        response = walk.client.get(address, {"q": text} if address in PAGES[:4] else None)
        if response.headers.get("Content-Type", "").startswith("text/html") and response.status_code < 500:
            yield address, response.content.decode()
        assert response.status_code < 500, address


@pytest.mark.parametrize("start", range(0, len(MARKUP), 12))
def test_no_page_makes_markup_of_what_was_typed(walk: Walk, start: int) -> None:
    pages = 0
    for text in (MARKUP[start], "".join(MARKUP[start : start + 12])[:250]):
        put(walk, text)
        for address, page in shown(walk, text):
            pages += 1
            assert markup_of(page) == [], (address, text)
    assert pages > 60


def test_the_watcher_sees_what_it_must() -> None:
    seen = [text for text in MARKUP if text.startswith("<") and markup_of(f"<main>{text}</main>")]
    assert len(seen) > 50
    assert markup_of(f"<p title='{MARK}'>{MARK}</p>") == []


@pytest.mark.parametrize("text", MARKUP)
def test_the_gate_leaves_nothing_that_could_run(text: str) -> None:
    once = clean(text)
    assert markup_of(once) == []
    assert clean(once) == once
    for wrapped in (f"<p>{text}</p>", f"<a href='https://bank.example/'>{text}</a>", f"<ul><li>{text}"):
        assert markup_of(clean(wrapped)) == []


LISTINGS = [address for address in PAGES if address.startswith("/admin/") and "choose" not in address]


def exported(content: bytes, kind: str) -> set[str]:
    """Return the texts of all cells."""
    if kind == "csv":
        return set(
            content.decode().replace("\ufeff", "").replace('"', "").replace("\r\n", ",").split(",")
        ) - {""}
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_list_of_wagtails_exports_anything(walk: Walk, kind: str) -> None:
    """No list names columns to export (`list_export`), so that a file asked for by hand has no cell.

    One that does must write its cells by core.spreadsheets.
    """
    files = 0
    for address in LISTINGS:
        response = walk.client.get(address, {"export": kind})
        if "attachment" in response.headers.get("Content-Disposition", ""):
            files += 1
            content = b"".join(response.streaming_content) if response.streaming else response.content
            assert exported(content, kind) == set(), address
    assert files > 3
