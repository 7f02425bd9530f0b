"""Whatever is sent to whatever address: an answer with words, never a failure of ours.

Every address that the resolver knows is asked, with something real behind it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from content.models import Component
from tests.hostile.bait import ODD_PAGES, ODD_TEXTS, PATHS
from tests.hostile.walking import Walk

FIELDS = [
    "title",
    "q",
    "page",
    "p",
    "name",
    "code",
    "username",
    "display_name",
    "staff_number",
    "branch",
    "groups",
    "segments",
    "product",
    "valid_from",
    "valid_until",
    "day",
    "reason",
    "reasons",
    "correction",
    "verdict",
    "level",
    "content_sha256",
    "revision_id",
    "password",
    "outcome",
    "channel",
    "segment",
    "request_key",
    "body-count",
    "body-0-type",
    "body-0-order",
    "body-0-deleted",
    "body-0-id",
    "body-0-value",
    "channels-count",
    "channels-0-type",
    "channels-0-order",
    "channels-0-deleted",
    "channels-0-value-text",
    "items-TOTAL_FORMS",
    "items-INITIAL_FORMS",
    "items-0-edition",
    "facts-TOTAL_FORMS",
    "facts-INITIAL_FORMS",
    "facts-0-label",
    "collection",
    "tags",
    "id",
    "ids",
    "next",
    "language",
    "ordering",
    "order_by",
    "export",
    "layout",
    "kind",
    "state",
    "product_type",
    "risk",
    "tag",
    "collection_id",
    "user",
    "action",
    "term",
    "multiple",
    "opened_on",
    "file",
    "is_active",
    "description",
    "chosen",
    "linked_fields",
    "element_id",
    "mode",
    "in_preview_panel",
    "width",
    "height",
    "closest",
    "case",
    "stream",
    "actor",
    "event",
    "from",
    "to",
    "since",
    "until",
]
pytestmark = pytest.mark.django_db

MUCH = "乱" * 300


def everything(value: Any) -> dict[str, Any]:
    """Every field that a form or list of ours knows, with the same value."""
    return dict.fromkeys(FIELDS, value)


def counts(value: Any) -> dict[str, Any]:
    counted = dict.fromkeys((name for name in FIELDS if name.endswith(("count", "_FORMS"))), value)
    return {**everything("1"), **counted}


def _with_cookies(client: Client, address: str) -> Any:
    other = Client(raise_request_exception=False)
    for name, value in (
        ("sessionid", "\xff../../etc"),
        ("csrftoken", "<script>"),
        ("messages", '[["__json_message"'),
        ("django_language", "../../x"),
    ):
        other.cookies[name] = value
    return other.get(address)


Ask = Callable[[Client, str], Any]

POSTS: dict[str, Ask] = {
    "nothing": lambda client, address: client.post(address, {}),
    "much": lambda client, address: client.post(address, everything(MUCH)),
    "nul": lambda client, address: client.post(address, {**counts("0"), "title": "早\0报"}),
    "nul-everywhere": lambda client, address: client.post(address, everything("早\0报")),
    "json-nul": lambda client, address: client.post(
        address, {**counts("0"), "title": '{"blocks":[{"text":"\\u0000"}],"entityMap":{}}'}
    ),
    "surrogate": lambda client, address: client.post(
        address, {**counts("0"), "title": '{"blocks":[{"text":"\\ud800"}],"entityMap":{}}'}
    ),
    "deep-json": lambda client, address: client.post(
        address, {**counts("0"), "title": "[" * 100_000, "body-0-value": '{"a":' * 50_000}
    ),
    "no-counts": lambda client, address: client.post(
        address, {name: "1" for name in FIELDS if not name.endswith(("count", "_FORMS"))}
    ),
    "negative": lambda client, address: client.post(address, counts("-5")),
    "huge": lambda client, address: client.post(address, counts("99999999999999999999")),
    "long": lambda client, address: client.post(address, counts("100000000")),
    "no-number": lambda client, address: client.post(address, counts("viel")),
    "wide-digit": lambda client, address: client.post(address, counts("３")),
    "array": lambda client, address: client.post(address, everything(["1", "2", "x"])),
    "brackets": lambda client, address: client.post(address, {f"{name}[]": "1" for name in FIELDS}),
    "dates": lambda client, address: client.post(address, {**counts("0"), "valid_from": "2026-02-30 25:61"}),
    "large-id": lambda client, address: client.post(
        address, {**counts("0"), "product": "9" * 40, "branch": "-1"}
    ),
    "as-json": lambda client, address: client.post(address, '{"a": [1', content_type="application/json"),
    "json-bomb": lambda client, address: client.post(address, "[" * 90_000, content_type="application/json"),
    "json-list": lambda client, address: client.post(address, "[1, null]", content_type="application/json"),
    "as-xml": lambda client, address: client.post(
        address, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', content_type="text/xml"
    ),
    "no-boundary": lambda client, address: client.post(address, b"x", content_type="multipart/form-data"),
    "cut-multipart": lambda client, address: client.post(
        address,
        b'--x\r\nContent-Disposition: form-data; name="a"',
        content_type="multipart/form-data; boundary=x",
    ),
    "odd-charset": lambda client, address: client.generic(
        "POST", address, b"title=%ff", "application/x-www-form-urlencoded; charset=utf-99"
    ),
    "broken-utf8": lambda client, address: client.post(
        address, b"title=%ff%fe&q=\xff\xfe", content_type="application/x-www-form-urlencoded"
    ),
    "file-for-text": lambda client, address: client.post(
        address, {**counts("0"), "title": SimpleUploadedFile("../../x\r\n.png", b"GIF89a")}
    ),
    "text-for-file": lambda client, address: client.post(address, {**counts("0"), "title": "x", "file": "x"}),
    "no-picture": lambda client, address: client.post(
        address, {**counts("0"), "title": "x", "file": SimpleUploadedFile("x.png", b"<svg onload=alert(1)>")}
    ),
    "too-many": lambda client, address: client.post(address, {f"f{number}": "1" for number in range(5001)}),
    "too-large": lambda client, address: client.post(
        address, "title=" + "x" * (4 * 1024 * 1024 + 1), content_type="application/x-www-form-urlencoded"
    ),
}  # fmt: skip

REQUESTS: dict[str, Ask] = {
    "odd-query": lambda client, address: client.get(address, everything("9" * 300)),
    "array-query": lambda client, address: client.get(address, everything(["1", "x", "-1"])),
    "text-query": lambda client, address: client.get(address, everything("' OR 1=1 --\"(*")),
    "bracket-query": lambda client, address: client.get(address, {f"{name}[$ne]": "1" for name in FIELDS}),
    "broken-utf8-query": lambda client, address: client.get(address + "?q=%ff%fe&page=%c0%af&title=%80"),
    "nul-query": lambda client, address: client.get(address + "?q=%00&page=%00&p=1%00&id=%00"),
    "surrogate-query": lambda client, address: client.get(address + "?q=%ed%a0%80&p=%ed%b0%80"),
    "raw-query": lambda client, address: client.generic("GET", address, QUERY_STRING="q=\xff\x01&;&=&&a"),
    "put": lambda client, address: client.put(address, "x"),
    "patch": lambda client, address: client.patch(address, "x"),
    "delete": Client.delete,
    "trace": lambda client, address: client.trace(address),
    "options": lambda client, address: client.options(address),
    "odd-method": lambda client, address: client.generic("BREW", address),
    "odd-headers": lambda client, address: client.get(
        address,
        headers={
            "Accept-Language": "x" * 5000,
            "If-None-Match": '"\xff',
            "If-Modified-Since": "yesterday",
            "Range": "bytes=-9-9",
            "HX-Request": "true",
            "HX-Target": "<script>",
            "HX-Current-URL": "javascript:1",
            "X-Forwarded-Host": "evil.example",
            "X-Requested-With": "XMLHttpRequest",
            "Referer": "\xff\xfe://",
        },
    ),
    "odd-cookies": _with_cookies,
}


def failures(walk: Walk, ask: Ask) -> list[tuple[str, int]]:
    """Ask every address; return those that failed on our side, or accepted in silence what is empty."""
    found = []
    for address in walk.addresses:
        session = walk.client.cookies.copy()
        with transaction.atomic():
            response = ask(walk.client, address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        walk.client.cookies = session
        wordless = response.status_code >= 400 and response.status_code != 405 and not body.strip()
        if response.status_code >= 500 or wordless:
            found.append((address, response.status_code))
    return found


def test_the_walk_opens_most_of_the_house(walk: Walk) -> None:
    """Guards the tests below: they say little if every address only refuses."""
    opened = [address for address in walk.addresses if walk.client.get(address).status_code == 200]
    assert len(opened) > 70


@pytest.mark.parametrize("name", POSTS)
def test_no_post_makes_the_house_fail(walk: Walk, name: str) -> None:
    assert failures(walk, POSTS[name]) == []


def test_a_form_that_is_no_utf8_is_refused_and_what_could_be_read_is_kept(walk: Walk) -> None:
    response = walk.client.post(
        "/admin/content/morning_brief/add/",
        b"title=%e6%97%a9%e6%8a%a5&channels-0-value-text=%e6%97%a9%ff%e5%ae%89",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 400
    assert "早报" in response.content.decode()
    assert not Component.objects.filter(title="早报").exists()


@pytest.mark.parametrize("name", REQUESTS)
def test_no_other_request_makes_the_house_fail(walk: Walk, name: str) -> None:
    assert failures(walk, REQUESTS[name]) == []


LISTS = [
    "/search/",
    "/pulls/",
    "/recalls/",
    "/admin/content/morning_brief/",
    "/admin/content/products/",
    "/admin/packages/",
    "/admin/review/",
    "/admin/review/all/",
    "/admin/review/edition/",
    "/admin/review/ledger/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/images/chooser/results/",
    "/admin/edition_chooser/results/",
]


@pytest.mark.parametrize("address", LISTS)
def test_lists_take_any_page_and_any_word(walk: Walk, address: str) -> None:
    found = []
    for value in [*ODD_PAGES, *ODD_TEXTS]:
        for name in ("p", "page", "q", "ordering", "kind", "state"):
            if len(value) > 5000 and name != "q":
                continue
            response = walk.client.get(address, {name: value})
            if response.status_code >= 500:
                found.append((name, value[:40], response.status_code))
    assert found == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("door", ["/desk-media/", "/documents/1/", "/static/", "/media/", "/admin/", "/"])
def test_no_path_leads_out_of_its_directory(walk: Walk, door: str, path: str) -> None:
    response = walk.client.get(door + path)
    assert response.status_code in {301, 302, 400, 403, 404}
    where = response.headers.get("Location", "")
    assert "\r" not in where
    assert "\n" not in where
    assert not where.startswith("//")
    assert b"root:" not in response.content
