from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from core.models import LedgerRecord
from people.models import ApiClient, ApiToken
from tests.factories.people import BranchTree, UserFactory, branch_tree

SCREEN = ["--scopes", "screen", "recalls:read", "--as", "admin"]


@pytest.fixture
def tree(db: None) -> BranchTree:
    cache.clear()
    tree = branch_tree()
    UserFactory(administrator=True, branch=tree.head_office, username="admin")
    return tree


def issue(*arguments: str) -> str:
    out = StringIO()
    call_command("api_token", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_printed_token_lets_the_system_in(tree: BranchTree) -> None:
    text = issue("数据平台", "--branch", "E01", *SCREEN)
    answer = Client().get("/api/v1/recalls/", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 200
    assert ApiClient.objects.get().branch == tree.east
    assert LedgerRecord.objects.filter(event="api.token_issued").count() == 1
    issue("数据平台", *SCREEN)
    assert (ApiClient.objects.count(), ApiToken.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["数据平台", *SCREEN],
        ["数据平台", "--branch", "NOPE", *SCREEN],
        ["数据平台", "--branch", "E01", "--days", "366", *SCREEN],
        ["数据平台", "--branch", "E01", "--scopes", "screen", "--as", "nobody"],
        ["数据平台", "--branch", "E01", "--scopes", "everything", "--as", "admin"],
        ["数据平台", "--branch", "E01", "--scopes", "screen", "--as", "editor"],
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_issued(tree: BranchTree, arguments: list[str]) -> None:
    UserFactory(editor=True, branch=tree.head_office, username="editor")
    with pytest.raises(CommandError):
        issue(*arguments)
    assert not ApiToken.objects.exists()
