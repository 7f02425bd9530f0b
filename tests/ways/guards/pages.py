"""Guards: the page itself."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from core import sanitising
from distribution.models import Pull
from tests.content.posting import signed_in
from tests.ways.guards.base import guard, patched
from tests.ways.pieces import Bank, issued


@guard(
    "HTML is cleaned when shown",
    "core/sanitising.py: render",
    "A script in stored HTML",
    "tests/core/test_sanitising.py",
    patched(sanitising, "clean", lambda html: html),
)
def script_rendered(bank: Bank) -> bool:
    return "<script" in sanitising.render("<p>早安</p><script>alert(1)</script>")


@guard(
    "a form carries its token",
    "cms/settings/base.py: CsrfViewMiddleware",
    "A post that a foreign page sends in somebody's name",
    "tests/distribution/portal/test_access.py::test_every_post_needs_its_token",
    lambda monkeypatch, settings: setattr(
        settings, "MIDDLEWARE", [one for one in settings.MIDDLEWARE if "csrf" not in one.lower()]
    ),
)
def posted_from_elsewhere(bank: Bank) -> bool:
    client, edition = Client(enforce_csrf_checks=True), issued(bank)
    client.cookies = signed_in(bank.manager).cookies
    form = {"channel": "moments", "segment": "credit_card", "request_key": uuid4()}
    client.post(reverse("take", args=[edition.public_id]), form)
    return Pull.objects.exists()
