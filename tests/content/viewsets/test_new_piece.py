"""The page on which a new piece is begun."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from content.enums import KindGroup
from content.kinds import KINDS, kinds_of
from people.models import User
from tests.content.posting import signed_in
from tests.factories.people import BranchTree, UserFactory

NEW = reverse("content_new:index")


def test_every_kind_has_its_card_in_its_group(editor: User) -> None:
    page = BeautifulSoup(signed_in(editor).get(NEW).content, "html.parser")
    groups = page.select(".desk-kinds")
    assert [len(group.select(".desk-card")) for group in groups] == [len(kinds_of(one)) for one in KindGroup]
    cards = page.select(".desk-card")
    links = {card.select_one("a")["href"] for card in cards}  # type: ignore[index]
    assert links == {reverse(f"content_{kind.code}:add") for kind in KINDS}
    assert all(card.select_one(".desk-card__purpose").get_text(strip=True) for card in cards)  # type: ignore[union-attr]
    brief = page.select_one(".desk-card__due")
    assert brief is not None
    assert brief.get_text(strip=True) == "审核最长30分钟"


@pytest.mark.parametrize("role", ["officer", "auditor", "lead", "operator", "administrator"])
def test_it_is_for_those_who_write(role: str, tree: BranchTree) -> None:
    user = UserFactory(branch=tree.head_office, is_superuser=True, **{role: True})
    assert signed_in(user).get(NEW).status_code == 302


def test_every_kind_is_in_one_group() -> None:
    assert sorted(kind.code for group in KindGroup for kind in kinds_of(group)) == sorted(
        kind.code for kind in KINDS
    )
