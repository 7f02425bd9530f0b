"""Pieces that managers read and nobody is sent, and pieces of a kind that is no longer declared."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from content import kinds
from content.kinds.faq import FAQ
from core import clock
from review.models import Edition
from tests.distribution.conftest import Bank
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory
from tests.factories.review import approve_case, issue_edition, submit_component


def issued(code: str, bank: Bank) -> Edition:
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    return issue_edition(component=make_of_kind(code, editor, clock.now()))


def opened(edition: Edition, client: Client) -> BeautifulSoup:
    response = client.get(reverse("edition", args=[edition.public_id]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def without_faq(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code has forgotten the kind; its rows are still there."""
    left = {code: kind for code, kind in kinds._by_code.items() if code != "faq"}
    monkeypatch.setattr(kinds, "_by_code", left)
    monkeypatch.setattr(kinds, "KINDS", tuple(left.values()))


@pytest.mark.parametrize(
    ("code", "part"), [("lesson", ".doc-section--lesson_text"), ("persona_template", ".doc-steps")]
)
def test_it_opens_on_the_full_text(code: str, part: str, bank: Bank, manager_client: Client) -> None:
    page = opened(issued(code, bank), manager_client)
    assert page.select_one(f".reading {part}") is not None
    assert page.select(".tabs, details:has(.doc), form[action$='/take/']") == []


def test_what_is_sent_opens_on_its_channel(bank: Bank, manager_client: Client) -> None:
    page = opened(issued("faq", bank), manager_client)
    assert page.select_one(".channel .doc-bubble") is not None
    assert page.select_one("details.whole .doc-asked") is not None
    assert page.select(".reading") == []


@pytest.mark.usefixtures("without_faq")
class TestAKindThatIsGone:
    @pytest.fixture
    def edition(self, bank: Bank, request: pytest.FixtureRequest) -> Edition:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kinds, "_by_code", {**kinds._by_code, "faq": FAQ})
            return issued("faq", bank)

    def test_its_editions_stay_readable_in_the_portal(self, edition: Edition, manager_client: Client) -> None:
        page = opened(edition, manager_client)
        assert page.select_one(".card__kind").text == "faq (已停用的内容类型)"
        assert "进入“设置”，选择“消息提醒”即可修改。" in page.select_one("details.whole").text
        assert manager_client.get(reverse("search")).status_code == 200

    def test_its_cases_stay_in_the_review_queue(self, bank: Bank, client: Client) -> None:
        editor = UserFactory(editor=True, branch=bank.tree.head_office)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kinds, "_by_code", {**kinds._by_code, "faq": FAQ})
            case = submit_component(make_of_kind("faq", editor, clock.now()))
        client.force_login(UserFactory(officer=True, branch=bank.tree.head_office))
        queue = client.get(reverse("review:index")).content.decode()
        assert "faq (已停用的内容类型)" in queue
        page = client.get(reverse("review_case:case", args=[case.public_id]))
        assert page.status_code == 200
        assert "怎样修改短信提醒？" in page.content.decode()
        assert approve_case(case).title == case.candidate.title
