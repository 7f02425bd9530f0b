"""Previews while writing, and of what was saved."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from content.models import MorningBrief
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.content import ImageFactory, MorningBriefFactory, channel
from tests.factories.people import BranchTree, UserFactory


def previewed(client: Client, address: str, mode: str) -> BeautifulSoup:
    response = client.get(address, {"mode": mode})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_what_is_typed_is_previewed_before_it_is_saved(editor: User) -> None:
    picture = ImageFactory(branch=editor.branch)
    brief = MorningBriefFactory(created_by=editor)
    address = reverse("content_morning_brief:preview_on_edit", args=[brief.pk])
    client = signed_in(editor)
    typed = form_data(brief, channels=[channel("moments", "刚刚写下的字", [picture])])
    assert client.post(address, typed).json() == {"is_valid": True, "is_available": True}
    page = previewed(client, address, "moments")
    assert page.select_one(".doc-text").text == "刚刚写下的字"
    assert len(page.select(".doc-pictures img")) == 1
    assert page.select("style, script, [style]") == []
    assert "刚刚写下的字" not in str(MorningBrief.objects.get().channels.get_prep_value())


def test_a_new_piece_is_previewed(editor: User) -> None:
    model = MorningBriefFactory.build(created_by=editor, title="还没有保存")
    address = reverse("content_morning_brief:preview_on_add")
    client = signed_in(editor)
    assert client.post(address, form_data(model)).json()["is_valid"] is True
    assert previewed(client, address, "document").select_one(".doc-whole__title").text == "还没有保存"
    assert MorningBrief.objects.count() == 0


@pytest.mark.parametrize("mode", ["moments", "group", "one_to_one", "document"])
def test_a_saved_version_is_shown_to_who_oversees_it(mode: str, tree: BranchTree, editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    address = reverse("content_morning_brief:revisions_view", args=[brief.pk, brief.latest_revision_id])
    page = previewed(signed_in(UserFactory(officer=True, branch=tree.head_office)), address, mode)
    assert page.select_one("[lang=zh-Hans]") is not None


def test_another_pieces_revision_is_not_found(editor: User) -> None:
    one, other = MorningBriefFactory(created_by=editor), MorningBriefFactory(created_by=editor)
    address = reverse("content_morning_brief:revisions_view", args=[one.pk, other.latest_revision_id])
    assert signed_in(editor).get(address).status_code == 404
