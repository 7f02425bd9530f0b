"""The dictionary in the admin."""

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search.models import DictionaryEntry
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import recall_edition
from tests.search.library import brief, head_office

pytestmark = pytest.mark.django_db
INDEX, ADD, IMPORT = "/admin/dictionary/", "/admin/dictionary/add/", "/admin/dictionary/import/"
SAME = {"relation": "same", "words": "下午茶钱\n零钱理财"}


@pytest.fixture
def editor_client(client: Client) -> Client:
    client.force_login(UserFactory(editor=True, branch=head_office()))
    return client


def seen(page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]+)"', page)
    return found[1] if found else ""


def test_first_what_it_changes_then_it_is_added(editor_client: Client) -> None:
    brief("零钱理财说明")
    recall_edition(brief("零钱理财旧闻"))

    page = editor_client.post(ADD, SAME).content.decode()
    assert seen(page) == "下午茶钱 = 零钱理财"
    assert "零钱理财说明" in page
    assert "新出现" in page
    assert "零钱理财旧闻" not in page
    assert not DictionaryEntry.objects.exists()
    answer = editor_client.post(ADD, {**SAME, "seen": seen(page)})

    assert answer.status_code == 302
    assert DictionaryEntry.objects.get().text == "下午茶钱 = 零钱理财"
    assert "下午茶钱 = 零钱理财" in editor_client.get(INDEX).content.decode()


def test_other_words_than_those_seen_are_shown_first(editor_client: Client) -> None:
    page = editor_client.post(ADD, {**SAME, "seen": "下午茶钱 = 别的"}).content.decode()

    assert seen(page) == "下午茶钱 = 零钱理财"
    assert not DictionaryEntry.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("打新 钱", "单个字"),
        ("打新 打新", "重复"),
        ("打新 .*", "符号"),
        ("打新 13800138000", "客户"),
        ("打新 新股申购", "无需再加"),
        ("", "至少"),
    ],
)
def test_what_is_wrong_is_said_in_clear_words(editor_client: Client, words: str, said: str) -> None:
    answer = editor_client.post(ADD, {"relation": "same", "words": words})

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not DictionaryEntry.objects.exists()


def test_a_shipped_entry_is_found_switched_off_and_brought_back(editor_client: Client) -> None:
    page = editor_client.get(INDEX, {"q": "北交所"}).content.decode()
    assert "北交所 = 北京证券交易所" in page
    address = reverse("dictionary:switch_off")
    line = {"line": "北交所 = 北京证券交易所"}

    assert editor_client.get(address, line).status_code == 200
    assert editor_client.post(address, line).status_code == 302
    assert editor_client.post(address, line).status_code == 409
    assert editor_client.post(address, {"line": "不在册 = 没有"}).status_code == 404
    entry = DictionaryEntry.objects.get(switches_off=True)
    back = reverse("dictionary:take_back", args=[entry.public_id])
    assert editor_client.get(back).status_code == 200
    assert editor_client.post(back).status_code == 302

    assert not DictionaryEntry.objects.filter(is_active=True).exists()


def test_a_file_goes_in_as_a_whole_and_comes_out_as_it_was(editor_client: Client) -> None:
    good = SimpleUploadedFile("a.txt", "# 示范\n安欣添俪\n\n下午茶钱 = 零钱理财\n".encode())
    assert editor_client.post(IMPORT, {"file": good}).status_code == 302
    exported = editor_client.get(reverse("dictionary:export"))
    assert exported.content.decode() == "安欣添俪\n下午茶钱 = 零钱理财\n"
    assert exported["Content-Type"] == "application/octet-stream"

    bad = SimpleUploadedFile("b.txt", "# 一\n早茶钱 = 零钱包\n打新 = 钱\n".encode())
    answer = editor_client.post(IMPORT, {"file": bad})
    assert answer.status_code == 400
    assert "<td>3</td>" in answer.content.decode()
    assert DictionaryEntry.objects.count() == 2


@pytest.mark.parametrize("content", [b"", b"# nothing", "安欣".encode("gb18030"), b"a" * 200_001])
def test_a_file_that_cannot_be_read_is_refused(editor_client: Client, content: bytes) -> None:
    answer = editor_client.post(IMPORT, {"file": SimpleUploadedFile("a.txt", content)})

    assert answer.status_code == 400
    assert not DictionaryEntry.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_twenty(editor_client: Client, at: datetime) -> None:
    def rows(count: int) -> int:
        author = UserFactory(editor=True, branch=head_office())
        DictionaryEntry.objects.bulk_create(
            DictionaryEntry(text=f"示范词{count}之{number}", saved_by=author, saved_at=at)
            for number in range(count)
        )
        editor_client.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            assert editor_client.get(INDEX).status_code == 200
        return len(captured)

    assert rows(1) == rows(20)


def test_nobody_else_comes_in(client: Client) -> None:
    for actor in (
        UserFactory(editor=True, branch=BranchFactory(code="E01", parent=head_office())),
        UserFactory(operator=True, branch=head_office()),
    ):
        client.force_login(actor)
        assert client.get(INDEX).status_code == 302
        assert client.post(ADD, {**SAME, "seen": "下午茶钱 = 零钱理财"}).status_code == 302
    assert not DictionaryEntry.objects.exists()
