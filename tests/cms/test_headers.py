"""The same headers on every kind of answer, and production settings without a warning."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import Client

from cms.settings.base import BASE_DIR
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory
from tests.hostile.walking import start_walk

pytestmark = pytest.mark.once

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TELLING = ("Server", "X-Powered-By", "Via", "X-AspNet-Version", "Access-Control-Allow-Origin")


def lacking(client: Client, method: str, address: str, **extra: object) -> list[str]:
    """Return what the answer's headers lack or tell too much of."""
    response = client.generic(method, address, **extra)  # type: ignore[arg-type]
    framed_by = (
        ("SAMEORIGIN", "'self'") if address.startswith(("/admin/", "/documents/")) else ("DENY", "'none'")
    )
    policy = response.headers.get("Content-Security-Policy", "")
    wanted = {
        **EVERYWHERE,
        "X-Frame-Options": framed_by[0],
        "Cache-Control": "private, no-store",
    }
    found = [name for name, value in wanted.items() if response.headers.get(name) != value]
    found += [name for name in TELLING if name in response.headers]
    if "camera=()" not in response.headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    is_file = policy.endswith("; sandbox")
    frames = "'none'" if is_file else framed_by[1]
    if f"frame-ancestors {frames}" not in policy or "object-src 'none'" not in policy:
        found.append("frames or objects")
    scripts = next((part for part in policy.split("; ") if part.startswith("script-src ")), "unsafe")
    if "unsafe" in scripts or "*" in scripts:
        found.append("scripts")
    return [f"{method} {address} {response.status_code}: {name}" for name in found]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT"])
def test_every_address_carries_them_whatever_it_answers(
    db: None, frozen_clock: FrozenClock, method: str
) -> None:
    walk = start_walk()
    walk.client.raise_request_exception = False
    stranger = Client(raise_request_exception=False)
    assert [fault for address in walk.addresses for fault in lacking(walk.client, method, address)] == []
    assert [fault for address in walk.addresses for fault in lacking(stranger, method, address)] == []


def test_errors_partials_redirects_and_probes_carry_them(db: None, client: Client) -> None:
    client.force_login(UserFactory(manager=True))
    client.raise_request_exception = False
    for address in ("/nowhere/", "/search/?q=%00", "/admin/", "/live", "/ready", "/e/not-a-uuid/", "/search"):
        assert lacking(client, "GET", address) == []
    assert lacking(client, "GET", "/search/", headers={"HX-Request": "true"}) == []
    strict = Client(enforce_csrf_checks=True)
    assert lacking(strict, "POST", "/login/") == []


def test_an_unchanged_picture_carries_them(db: None, frozen_clock: FrozenClock) -> None:
    walk = start_walk()
    address = next(each for each in walk.addresses if each.startswith("/media/"))
    tag = walk.client.get(address).headers["ETag"]
    assert walk.client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert lacking(walk.client, "GET", address, headers={"If-None-Match": tag}) == []


def test_scripts_come_from_static_files_and_from_nowhere_else(db: None, client: Client) -> None:
    client.force_login(UserFactory(editor=True))
    portal = client.get("/login/").headers["Content-Security-Policy"]
    admin = client.get("/admin/").headers["Content-Security-Policy"]
    assert "script-src http://testserver/static/;" in portal + ";"
    assert "script-src http://testserver/static/ http://testserver/admin/jsi18n/;" in admin + ";"
    assert "'self'" not in next(part for part in admin.split("; ") if part.startswith("script-src "))


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:80:80", "a b", ""],
)
def test_a_foreign_host_is_refused_and_never_repeated(db: None, client: Client, host: str) -> None:
    for address in ("/login/", "/admin/", "/"):
        response = client.get(address, headers={"Host": host})
        everything = response.content.decode() + str(response.headers)
        assert response.status_code == 400
        assert not host.strip() or host not in everything
        assert "script-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_forwarded_host_is_ignored(db: None, client: Client) -> None:
    for name in ("X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"):
        response = client.get("/pulls/", headers={name: "evil.example"})
        assert response.status_code == 302
        assert "evil.example" not in response.content.decode() + str(response.headers)


def in_production(tmp_path: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command with production settings, on a machine where everything is in place."""
    breached = tmp_path / "breached.txt"
    breached.write_text("0000000000000000000000000000000000000000:1\n")
    key = Ed25519PrivateKey.generate()
    (tmp_path / "checkpoint_key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (tmp_path / "checkpoint_key.pem").chmod(0o600)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ARMOURY_")} | {
        "ARMOURY_DATA_DIR": str(tmp_path),
        "ARMOURY_BREACHED_PASSWORDS": str(breached),
        "ARMOURY_SECRET_KEY": "Zk3-" + "x9Q_f7LmW2" * 6,
        "ARMOURY_ALLOWED_HOSTS": "armoury.bank.example",
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=BASE_DIR, env=environment, check=False, capture_output=True, text=True
    )


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    checked = in_production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "WARNINGS" not in checked.stderr


def test_production_cookies_stay_with_the_host_and_https(tmp_path: Path) -> None:
    asked = in_production(
        tmp_path,
        "-c",
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_SAMESITE, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)\n"
        "print(s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_SAMESITE, s.CSRF_COOKIE_DOMAIN,"
        " s.CSRF_COOKIE_PATH)\n"
        "print(s.LANGUAGE_COOKIE_NAME, s.LANGUAGE_COOKIE_SECURE, s.LANGUAGE_COOKIE_PATH)\n"
        "print(s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT,"
        " s.USE_X_FORWARDED_HOST, s.DEBUG)",
    )
    assert asked.stdout.splitlines() == [
        "__Host-session True True Lax None /",
        "__Host-csrf True Lax None /",
        "__Host-language True /",
        "31536000 True True False False",
    ], asked.stderr
