"""What is left of Wagtail's own furniture."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from people.models import User
from tests.content.posting import signed_in
from tests.factories.people import BranchTree, UserFactory


def menu_of(user: User) -> set[str]:
    request = RequestFactory().get("/admin/")
    request.user = user
    return {item.name for item in admin_menu.menu_items_for_request(request)}


@pytest.mark.parametrize("role", ["editor", "officer", "auditor", "administrator"])
def test_menus_about_pages_are_gone(role: str, tree: BranchTree) -> None:
    user = UserFactory(branch=tree.head_office, is_superuser=True, **{role: True})
    assert not menu_of(user) & {"explorer", "reports", "settings", "help", "snippets"}


def test_each_role_finds_its_own(tree: BranchTree) -> None:
    editor = menu_of(UserFactory(editor=True, branch=tree.head_office))
    assert {"content", "images", "documents"} <= editor
    assert "staff" not in editor
    officer = menu_of(UserFactory(officer=True, branch=tree.head_office))
    assert "content" in officer
    assert not {"images", "documents", "staff"} & officer
    administrator = menu_of(UserFactory(administrator=True, branch=tree.head_office))
    assert "staff" in administrator
    assert not {"content", "images", "documents"} & administrator


def test_the_home_page_has_no_panels_about_pages(editor: User) -> None:
    response = signed_in(editor).get(reverse("wagtailadmin_home"))
    assert not [
        panel for panel in response.context["panels"] if type(panel).__module__.startswith("wagtail.")
    ]
    assert BeautifulSoup(response.content, "html.parser").select(".w-summary__list > li") == []
