"""The address that cleans what an editor pastes."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from people.models import User
from tests.content.posting import signed_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
CLEAN = reverse("pasting:clean")


def test_formatted_text_comes_back_clean_with_words_of_what_went(editor: User) -> None:
    html = (
        "<h1 style='color:red'>周三福利</h1><p><b>五折</b>咖啡\u200b券</p>"
        "<p style='display:none'>SECRET-NONE</p><script>SECRET-SCRIPT</script>"
    )
    answer = signed_in(editor).post(CLEAN, {"html": html})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {
        "kept": "<h3>周三福利</h3><p><b>五折</b>咖啡券</p>",
        "note": "粘贴内容中已去除：不可见字符 1 处，隐藏文字 1 处，脚本代码 1 处，字体和样式 2 处。",
    }


def test_plain_text_keeps_its_lines_and_what_looks_like_markup(editor: User) -> None:
    answer = signed_in(editor).post(CLEAN, {"text": "第一行\u2028<b>第二\ufeff行</b>\u00a0完"})
    assert answer.json() == {
        "kept": "第一行\n<b>第二行</b> 完",
        "note": "粘贴内容中已去除：不可见字符 1 处。",
    }


def test_nothing_removed_says_nothing(editor: User) -> None:
    answer = signed_in(editor).post(CLEAN, {"text": "👨\u200d👩\u200d👧 周末"})
    assert answer.json() == {"kept": "👨\u200d👩\u200d👧 周末", "note": ""}


@pytest.mark.parametrize("posted", [{}, {"html": "字" * 1_000_000 + "a" * 1_000_001}])
def test_nothing_and_too_much_are_refused(editor: User, posted: dict[str, str]) -> None:
    assert signed_in(editor).post(CLEAN, posted).status_code == 400


@pytest.mark.parametrize("role", ["officer", "operator", "auditor"])
def test_others_are_sent_away(role: str) -> None:
    answer = signed_in(UserFactory(**{role: True})).post(CLEAN, {"text": "早上好"})
    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))


def test_the_form_names_the_address_and_brings_the_script(editor: User) -> None:
    response = signed_in(editor).get(reverse("content_script:add"))
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("[data-pasting-address]")["data-pasting-address"] == CLEAN
    assert any("content/pasting.js" in script["src"] for script in page.select("script[src]"))
