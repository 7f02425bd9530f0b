"""Pictures on the pages of submission, case and editor: being read, failed, and with what was found."""

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Component
from content.queries.addresses import edit_address
from core import clock
from review.models import PictureTranscript, WaitingPicture
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory
from tests.factories.people import UserFactory, branch_tree
from tests.factories.readings import read
from tests.factories.review import make_component, submit_component
from tests.factories.unread import unread_piece

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def address(component: Component) -> str:
    return reverse("review_submit:submit", args=[component.public_id])


def piece(*lines: str) -> Component:
    branch = branch_tree().head_office
    image = ImageFactory(branch=branch, title="海报")
    read(image, *lines)
    return make_component(branch=branch, pictures=[image])


def test_while_a_picture_is_read_the_page_looks_again_and_has_no_button(client: Client) -> None:
    component, _sha256 = unread_piece(trouble=None)
    client.force_login(component.created_by)
    response = client.get(address(component))
    page = response.content.decode()
    assert response["Refresh"] == "3"
    assert "This page looks again by itself" in page
    assert "It takes unusually long" not in page
    assert "Submitting…" not in page


def test_who_waits_long_is_told_whom_to_ask(client: Client, frozen_clock: FrozenClock) -> None:
    component, _sha256 = unread_piece(trouble=None)
    frozen_clock.advance(minutes=3)
    client.force_login(component.created_by)
    assert "It takes unusually long: ask the administrator" in client.get(address(component)).content.decode()


def test_once_it_is_read_the_page_stands_still(client: Client) -> None:
    component = piece("早安")
    client.force_login(component.created_by)
    response = client.get(address(component))
    assert "Refresh" not in response
    assert "Submitting…" in response.content.decode()


def test_a_failed_picture_is_read_again_from_the_page(client: Client) -> None:
    component, sha256 = unread_piece()
    client.force_login(component.created_by)
    page = client.get(address(component)).content.decode()
    assert "Reading it took too long" in page
    again = reverse("review_submit:read_again", args=[component.public_id, sha256])
    assert f'action="{again}"' in page
    response = client.post(again, follow=True)
    assert response.redirect_chain == [(address(component), 302)]
    assert WaitingPicture.objects.get().trouble == ""
    assert response["Refresh"] == "3"


def test_words_typed_on_the_page_are_shown_to_the_officer_as_typed(client: Client) -> None:
    component, sha256 = unread_piece()
    client.force_login(component.created_by)
    typed = reverse("review_submit:typed", args=[component.public_id, sha256])
    page = client.post(typed, {"text": "早安您好"}, follow=True).content.decode()
    assert "Its words were typed by hand. Officers are told so." in page
    assert PictureTranscript.objects.get().text == "早安您好"
    case = submit_component(component, at=clock.now())
    client.force_login(UserFactory(officer=True, branch=component.branch))
    page = client.get(reverse("review_case:case", args=[case.public_id])).content.decode()
    assert "Typed by the author: this picture could not be read." in page
    assert "早安您好" in page


def test_nothing_typed_is_a_message(client: Client) -> None:
    component, sha256 = unread_piece()
    client.force_login(component.created_by)
    typed = reverse("review_submit:typed", args=[component.public_id, sha256])
    page = client.post(typed, {"text": " "}, follow=True).content.decode()
    assert "Type every word that stands in the picture" in page
    assert not PictureTranscript.objects.exists()


BOX = '<rect x="20" y="60" width="280" height="30"/>'


def test_a_finding_stands_on_its_picture_at_submission_and_in_the_editor(client: Client) -> None:
    component = piece("早安", "保证收益")
    client.force_login(component.created_by)
    for url in (address(component), edit_address(component)):
        page = client.get(url).content.decode()
        assert '<svg class="desk-picture__areas" viewBox="0 0 320 240"' in page
        assert BOX in page
        assert '<mark class="desk-mark desk-mark--block">保证收益' in page
        assert "In picture “海报”" in page


def test_the_officer_sees_the_picture_of_the_candidate_with_what_was_read(client: Client) -> None:
    component = piece("早安您好")
    case = submit_component(component, at=clock.now())
    client.force_login(UserFactory(officer=True, branch=component.branch))
    page = client.get(reverse("review_case:case", args=[case.public_id])).content.decode()
    display = case.candidate.media.get(derivative="display").sha256
    shown = reverse("review_case:media", args=[case.public_id, display])
    assert "1 picture was read, and nothing found in it" in page
    assert f'<img class="desk-picture__image" src="{shown}"' in page
    assert "早安您好" in page
