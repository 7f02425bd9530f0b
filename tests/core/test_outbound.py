"""The one way out: what is not listed, not plainly written, or leads inside is never connected to."""

import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from core import outbound
from core.outbound import Answer, NoAnswer, NotAllowed, Question, UnexpectedAnswer, send

LISTED = "feeds.bank.example"
PUBLIC = "93.184.215.14"


class Server(BaseHTTPRequestHandler):
    """Answers by path; remembers what was asked."""

    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, dict(self.headers)))
        answer = {
            "/redirect": (302, {"Location": "http://169.254.169.254/latest/"}, b""),
            "/gzip": (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"),
            "/large": (200, {}, b"x" * (outbound.MOST_BYTES + 1)),
            "/missing": (404, {}, b"no"),
        }
        status, headers, content = answer.get(self.path, (200, {"Set-Cookie": "a=b"}, b"fine"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def server(settings: Settings) -> Iterator[str]:
    """A server on this machine, listed under its own name; yields that name."""
    Server.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    name = f"feeds.bank.example:{running.server_address[1]}"
    settings.ARMOURY_OUTBOUND_HOSTS = frozenset({name})
    settings.ARMOURY_OUTBOUND_INSIDE_HOSTS = frozenset({name})
    settings.ARMOURY_OUTBOUND_PLAIN_HOSTS = frozenset({name})
    yield name
    running.shutdown()
    running.server_close()


def resolving(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    return lambda host, port: addresses


def never(host: str, port: int) -> Sequence[str]:
    raise AssertionError(f"{host} was looked up")


def ask(address: str, *addresses: str) -> Answer:
    return send(Question("GET", address), resolve=resolving(*addresses))


def test_nothing_leaves_unless_it_is_listed() -> None:
    for address in ("https://feeds.bank.example/", "https://example.com/", "https://93.184.215.14/"):
        with pytest.raises(NotAllowed):
            send(Question("GET", address), resolve=never)


@pytest.mark.parametrize(
    "address",
    [
        "http://feeds.bank.example/",
        "ftp://feeds.bank.example/",
        "file:///etc/passwd",
        "gopher://feeds.bank.example:70/_x",
        "dict://feeds.bank.example:11211/stat",
        "data:text/html,x",
        "javascript:alert(1)",
        "//feeds.bank.example/",
        "feeds.bank.example",
        "",
        "https://",
        "https:///x",
        "https://evil.example/",
        "https://feeds.bank.example.evil.example/",
        "https://evilfeeds.bank.example/",
        "https://bank.example/",
        "https://feeds.bank.example./",
        "https://feeds.bank.example:8443/",
        "https://feeds.bank.example:99999/",
        "https://feeds.bank.example:-1/",
        "https://feeds.bank.example:x/",
        "https://feeds.bank.example@evil.example/",
        "https://evil.example@feeds.bank.example/",
        "https://user:secret@feeds.bank.example/",
        "https://feeds.bank.example%40evil.example/",
        "https://feeds.bank.example\\@evil.example/",
        "https://evil.example\\.feeds.bank.example/",
        "https://feeds.bank.example%2eevil.example/",
        "https://feeds.bank.example#@evil.example:443/../x y",
        "https://feeds.bank.example/\r\nHost: evil.example",
        "https://feeds.bank.example\t/",
        "https://feeds.bank.example\0.evil.example/",
        " https://feeds.bank.example/",
        "https://ｆｅｅｄｓ.bank.example/",
        "https://feeds。bank。example/",
        "https://feeds.bаnk.example/",
        "https://ⓕeeds.bank.example/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://0/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[fe80::1%25eth0]/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1.nip.example/",
    ],
)
def test_tricks_of_spelling_are_refused_before_any_look_up(settings: Settings, address: str) -> None:
    settings.ARMOURY_OUTBOUND_HOSTS = frozenset({LISTED})
    with pytest.raises(NotAllowed):
        send(Question("GET", address), resolve=never)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["172.16.0.1"],
        ["192.168.1.1"],
        ["100.64.0.1"],
        ["0.0.0.0"],  # noqa: S104
        ["169.254.169.254"],
        ["100.100.100.200"],
        ["168.63.129.16"],
        ["192.0.0.192"],
        ["224.0.0.1"],
        ["255.255.255.255"],
        ["198.18.0.1"],
        ["::1"],
        ["::"],
        ["fe80::1"],
        ["fe80::1%eth0"],
        ["fc00::1"],
        ["fd00:ec2::254"],
        ["::ffff:10.0.0.1"],
        ["::ffff:169.254.169.254"],
        ["64:ff9b::a9fe:a9fe"],
        ["2002:a00:1::1"],
        ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
        [PUBLIC, "10.0.0.1"],
        ["10.0.0.1", PUBLIC],
    ],
)
def test_a_listed_name_that_leads_inside_is_refused(settings: Settings, addresses: list[str]) -> None:
    settings.ARMOURY_OUTBOUND_HOSTS = frozenset({LISTED})
    with pytest.raises(NotAllowed):
        ask(f"https://{LISTED}/", *addresses)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "100.100.100.200", "::", "::ffff:169.254.0.1"]
)
def test_metadata_services_are_refused_even_for_a_system_inside(settings: Settings, address: str) -> None:
    settings.ARMOURY_OUTBOUND_HOSTS = frozenset({LISTED})
    settings.ARMOURY_OUTBOUND_INSIDE_HOSTS = frozenset({LISTED})
    with pytest.raises(NotAllowed):
        ask(f"https://{LISTED}/", address)


def test_a_name_without_an_address_gives_no_answer(settings: Settings) -> None:
    settings.ARMOURY_OUTBOUND_HOSTS = frozenset({LISTED})
    with pytest.raises(NoAnswer):
        ask(f"https://{LISTED}/")


def test_only_known_methods_are_sent(settings: Settings) -> None:
    settings.ARMOURY_OUTBOUND_HOSTS = frozenset({LISTED})
    with pytest.raises(NotAllowed):
        send(Question("GET / HTTP/1.1\r\nX: y", f"https://{LISTED}/"), resolve=never)


def test_a_listed_server_is_asked_at_the_address_found_once(server: str) -> None:
    looked_up = []

    def resolve(host: str, port: int) -> Sequence[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.9.9.9"]

    answer = send(Question("GET", f"http://{server}/data?x=1"), resolve=resolve)
    assert (answer.status, answer.content) == (200, b"fine")
    assert looked_up == ["feeds.bank.example"]
    ((path, headers),) = Server.asked
    assert path == "/data?x=1"
    assert headers["Host"] == server
    assert headers["Accept-Encoding"] == "identity"


def test_no_cookie_and_no_proxy_is_used(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    ask(f"http://{server}/one", "127.0.0.1")
    ask(f"http://{server}/two", "127.0.0.1")
    assert [path for path, _headers in Server.asked] == ["/one", "/two"]
    assert all("Cookie" not in headers for _path, headers in Server.asked)


@pytest.mark.parametrize("path", ["/redirect", "/gzip", "/large"])
def test_redirects_encodings_and_floods_are_not_accepted(server: str, path: str) -> None:
    with pytest.raises(UnexpectedAnswer):
        ask(f"http://{server}{path}", "127.0.0.1")
    assert [asked for asked, _headers in Server.asked] == [path]


def test_a_failure_of_the_other_side_is_an_answer(server: str) -> None:
    answer = ask(f"http://{server}/missing", "127.0.0.1")
    assert (answer.status, answer.content) == (404, b"no")


def test_a_closed_door_gives_no_answer(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "CONNECT_SECONDS", 0.5)
    with pytest.raises(NoAnswer):
        ask(f"http://{server}/", "127.0.0.2")


def test_every_error_has_words() -> None:
    said = [str(kind.words) for kind in (NotAllowed, NoAnswer, UnexpectedAnswer)]
    assert [one[-1] for one in said] == ["。", "。", "。"]
    assert len(set(said)) == 3
