"""What the pages of a role offer, the role may open: no menu item or link of a list leads to a refusal."""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from people.enums import DESK, Role
from tests.factories.people import UserFactory
from tests.sweep.walking import ask
from tests.sweep.world import Relation, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LINK = re.compile(r'"(/(?:admin|security)/[^"#?\s<>]*)')
NOT_LINKS = (
    *("/admin/jsi18n/", "/admin/sprite/", "/admin/api/", "/admin/pages/", "/admin/block-preview/"),
    *("/admin/bulk/", "/admin/logout/", "/admin/dismissibles/"),
)
"""Addresses for scripts and forms, of which some are about pages: Wagtail names them on every page."""


def offered(text: str) -> set[str]:
    """Return the addresses of links and menu items on a page; the menu is JSON in it."""
    plain = html.unescape(text)
    return {link for link in LINK.findall(plain) if not link.startswith(NOT_LINKS)}


def refused(client: Client, addresses: set[str]) -> Iterator[str]:
    for address in sorted(addresses):
        answer = ask(client, "get", address)
        if answer.outcome not in {200, "moved", 405}:
            yield f"{address}: {answer.outcome}"


@pytest.mark.parametrize("role", sorted(DESK))
@pytest.mark.parametrize("whose", [Relation.OWN, Relation.PARENT])
def test_what_is_offered_can_be_opened(role: Role, whose: Relation, world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(roles=[role], branch=world.holdings[whose].branch))
    home = ask(client, "get", "/admin/")
    assert home.outcome == 200
    menu = offered(home.text)
    assert "/admin/branches/" in menu
    assert list(refused(client, menu)) == []
    on_pages: dict[str, str] = {}
    for address in sorted(menu):
        on_pages |= dict.fromkeys(offered(ask(client, "get", address).text) - menu, address)
    assert {one: on_pages[one.split(": ")[0]] for one in refused(client, set(on_pages))} == {}
