"""The administrator's panels on the home page."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from people.queries.staff import StaffCounts, staff_counts
from tests.content.posting import signed_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_accounts_that_cannot_work_are_counted() -> None:
    administrator = UserFactory(administrator=True)
    UserFactory(manager=True, branch=None)
    UserFactory()
    UserFactory(branch=None, is_active=False)
    assert staff_counts() == StaffCounts(active=3, without_branch=1, without_role=1)
    page = BeautifulSoup(signed_in(administrator).get(reverse("wagtailadmin_home")).content, "html.parser")
    assert [item.get_text(strip=True) for item in page.select("#staff-section li")] == [
        "1个账号没有所属机构，看不到任何内容，请补上机构。",
        "1个账号没有角色，无法操作，请分配角色或停用。",
    ]


@pytest.mark.parametrize("role", ["editor", "officer", "operator", "auditor", "lead"])
def test_nobody_else_sees_the_accounts(role: str) -> None:
    page = signed_in(UserFactory(**{role: True})).get(reverse("wagtailadmin_home")).content.decode()
    assert "staff-section" not in page
    assert reverse("wagtailusers_users:index") not in page
