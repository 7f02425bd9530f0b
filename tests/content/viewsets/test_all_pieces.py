"""The list of all pieces: whose, how found, what it costs, how it is come back to."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.kinds import KINDS
from content.models import Component, ComponentTag, SavedFilter
from core import clock
from people.models import User
from tests.content.posting import signed_in
from tests.factories.calendar import WeeklyColumnFactory
from tests.factories.content import MorningBriefFactory, ProductAnalysisFactory
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory
from tests.factories.tags import SavedFilterFactory, TagFactory

ALL = reverse("content_all:index")
BULK = "wagtail_bulk_action"


def titles(user: User, **filters: object) -> list[str]:
    return [piece.title for piece in signed_in(user).get(ALL, filters).context["object_list"]]


def soup(client: Client, address: str, **filters: object) -> BeautifulSoup:
    return BeautifulSoup(client.get(address, filters).content, "html.parser")


def test_it_lists_every_kind_of_the_branch_and_those_below_last_saved_first(
    tree: BranchTree, editor: User
) -> None:
    first = MorningBriefFactory(created_by=editor, title="早报")
    ProductAnalysisFactory(created_by=UserFactory(editor=True, branch=tree.east_sub), title="桃园分析")
    MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.west), title="西城机密")
    MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.head_office), title="总行机密")
    first.save_revision(user=editor, clean=False)
    assert titles(editor) == ["早报", "桃园分析"]
    assert len(titles(UserFactory(auditor=True, branch=tree.head_office))) == 4
    page = signed_in(editor).get(ALL).content.decode()
    assert "机密" not in page


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_it_is_for_those_who_oversee(role: str, tree: BranchTree) -> None:
    user = UserFactory(branch=tree.head_office, is_superuser=role == "administrator", **{role: True})
    assert signed_in(user).get(ALL).status_code != 200


def test_filters(tree: BranchTree, editor: User) -> None:
    below = UserFactory(editor=True, branch=tree.east_sub, display_name="周小满", staff_number="770011")
    column = WeeklyColumnFactory(branch=tree.east)
    tag = TagFactory(branch=tree.east)
    brief = MorningBriefFactory(created_by=editor, title="晨间 财经早报", segments=["payroll"], column=column)
    other = ProductAnalysisFactory(created_by=below, title="稳健产品分析", segments=["elderly"])
    Component.objects.filter(pk=other.pk).update(state="in_review")
    ComponentTag.objects.create(component=brief, tag=tag)
    ComponentTag.objects.create(component=brief, tag=TagFactory(branch=tree.east))
    one, two = ["晨间 财经早报"], ["稳健产品分析"]
    assert titles(editor, kind="morning_brief") == one
    assert titles(editor, state="in_review") == two
    assert titles(editor, segment="elderly") == two
    assert titles(editor, branch=tree.east_sub.pk) == two
    assert titles(editor, author="770011") == titles(editor, author="小满") == two
    assert titles(editor, tag=tag.pk) == one
    assert titles(editor, tag=[row.tag_id for row in brief.tagged.all()]) == one
    assert titles(editor, column=column.pk) == one
    assert titles(editor, q="早报 晨间") == one
    assert titles(editor, q="早报 产品") == []
    assert titles(editor, updated_from="2999-01-01") == []
    assert titles(editor, ordering="kind") == [*one, *two]


def test_a_filter_offers_nothing_of_another_branch(tree: BranchTree, editor: User) -> None:
    TagFactory(branch=tree.west, name="西城机密标签")
    WeeklyColumnFactory(branch=tree.west, name="西城机密栏目")
    TagFactory(branch=tree.head_office, name="总行标签")
    MorningBriefFactory(created_by=editor)
    page = signed_in(editor).get(ALL).content.decode()
    assert "总行标签" in page
    assert "机密" not in page
    assert tree.west.short_name not in page


def test_states_are_counted_under_the_other_filters(editor: User) -> None:
    for number in range(3):
        MorningBriefFactory(created_by=editor, title=f"早报{number}")
    Component.objects.filter(title="早报0").update(state="in_review")
    ProductAnalysisFactory(created_by=editor, title="分析")
    bar = soup(signed_in(editor), ALL, kind="morning_brief", state="draft", q="早报")
    chips = {chip.get_text(" ", strip=True): chip for chip in bar.select(".desk-chip")}
    assert list(chips)[:3] == ["全部 3", "草稿 2", "审核中 1"]
    assert chips["草稿 2"]["aria-current"] == "true"
    assert chips["审核中 1"]["href"] == f"{ALL}?kind=morning_brief&q=%E6%97%A9%E6%8A%A5&state=in_review"


def test_twenty_cost_as_many_queries_as_one(tree: BranchTree, editor: User) -> None:
    client = signed_in(editor)
    tag = TagFactory(branch=tree.east)

    def make(number: int) -> None:
        factory = ProductAnalysisFactory if number % 2 else MorningBriefFactory
        author = UserFactory(editor=True, branch=tree.east_sub if number % 3 else tree.east)
        ComponentTag.objects.create(component=factory(created_by=author), tag=tag)
        SavedFilterFactory(owner=editor)

    make(0)
    client.get(ALL)
    with CaptureQueriesContext(connection) as one:
        client.get(ALL)
    for number in range(1, 20):
        make(number)
    with CaptureQueriesContext(connection) as twenty:
        assert len(client.get(ALL).context["object_list"]) == 20
    assert len(twenty) == len(one)
    assert not [query for query in twenty if '"body"' in query["sql"]]


def test_a_piece_leads_back_to_the_list_it_was_found_in(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor, title="早报")
    edit = reverse("content_morning_brief:edit", args=[brief.pk])
    own = reverse("content_morning_brief:list")
    client = signed_in(editor)

    def back() -> list[str]:
        return [item["url"] for item in client.get(edit).context["breadcrumbs_items"]]

    assert own in back()
    client.get(ALL, {"q": "早报", "p": 1, "kind": "morning_brief"})
    assert f"{ALL}?kind=morning_brief&q=%E6%97%A9%E6%8A%A5" in back()
    client.get(reverse("content_all:results"), {"state": "draft", "_w_filter_fragment": 1})
    assert f"{ALL}?state=draft" in back()
    client.get(own, {"state": "draft"})
    assert f"{own}?state=draft" in back()
    client.get(reverse("content_product_analysis:list"), {"state": "draft"})
    assert own in back()


def test_a_filter_is_saved_used_and_deleted_from_the_list(tree: BranchTree, editor: User) -> None:
    MorningBriefFactory(created_by=editor)
    client = signed_in(editor)
    asked = {"name": "我的草稿", "shared": "on", "query": "state=draft&p=4&next=//evil.example"}
    answer = client.post(reverse("content_filters:save"), asked)
    assert answer.headers["Location"] == f"{ALL}?state=draft"
    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query, saved.shared_with) == ("我的草稿", "state=draft", tree.east)
    chip = soup(client, ALL, state="draft").select_one(".desk-chip--saved")
    assert chip is not None
    assert chip["aria-current"] == "true"
    colleague = signed_in(UserFactory(auditor=True, branch=tree.east))
    assert "我的草稿" in colleague.get(ALL).content.decode()
    remove = reverse("content_filters:delete", args=[saved.pk])
    assert colleague.post(remove).status_code == 404
    assert client.post(remove).status_code == 302
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("asked", [{"name": "", "query": "state=draft"}, {"name": "空", "query": "p=2"}])
def test_a_filter_without_a_name_or_a_question_is_not_saved(asked: dict[str, str], editor: User) -> None:
    answer = signed_in(editor).post(reverse("content_filters:save"), asked, follow=True)
    assert [str(message.level_tag) for message in answer.context["messages"]] == ["error"]
    assert not SavedFilter.objects.exists()


def test_an_empty_list_says_what_to_do(tree: BranchTree, editor: User) -> None:
    empty = soup(signed_in(editor), ALL).select_one(".desk-empty")
    assert empty is not None
    assert [link["href"] for link in empty.select("a")] == [reverse("content_new:index")]
    filtered = soup(signed_in(editor), ALL, q="没有").select_one(".desk-empty")
    assert filtered is not None
    assert [link["href"] for link in filtered.select("a")] == [ALL]
    auditor = soup(signed_in(UserFactory(auditor=True, branch=tree.east)), ALL).select_one(".desk-empty")
    assert auditor is not None
    assert auditor.select("a") == []


def test_a_piece_of_a_kind_that_is_no_longer_declared_stays_in_the_list(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor, title="旧类型")
    Component.objects.filter(pk=brief.pk).update(kind="gone_kind")
    page = signed_in(editor).get(ALL)
    assert page.status_code == 200
    assert "旧类型" in page.content.decode()
    assert "gone_kind" in page.content.decode()


def test_every_kind_is_listed_and_what_a_kind_has_no_page_for_is_not_offered(editor: User) -> None:
    pieces = {kind.code: make_of_kind(kind.code, editor, clock.now()) for kind in KINDS}
    page = signed_in(editor).get(ALL).content.decode()
    for code, piece in pieces.items():
        assert reverse(f"content_{code}:edit", args=[piece.pk]) in page
    assert f"copy/{pieces['script'].pk}/" in page
    assert f"copy/{pieces['ugc_story'].pk}/" not in page


def bulk(action: str, *pieces: Component) -> str:
    keys = "&".join(f"id={piece.pk}" for piece in pieces)
    return f"{reverse(BULK, args=['content', 'component', action])}?{keys}&next={ALL}"


def test_many_are_tagged_at_once_and_a_foreign_one_is_neither_named_nor_touched(
    tree: BranchTree, editor: User
) -> None:
    own = [MorningBriefFactory(created_by=editor, title="早报"), ProductAnalysisFactory(created_by=editor)]
    foreign = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.west), title="西城机密")
    tag = TagFactory(branch=tree.head_office, name="开门红")
    client = signed_in(editor)
    address = bulk("add_tags", *own, foreign)
    page = client.get(address).content.decode()
    assert "早报" in page
    assert "开门红" in page
    assert "西城机密" not in page
    assert client.post(address, {"tags": [tag.pk]}).status_code == 302
    assert set(ComponentTag.objects.values_list("component", flat=True)) == {piece.pk for piece in own}
    assert "开门红" in client.get(ALL).content.decode()
    client.post(bulk("remove_tags", *own), {"tags": [tag.pk]})
    assert not ComponentTag.objects.exists()


@pytest.mark.parametrize("action", ["add_tags", "remove_tags", "delete"])
def test_who_does_not_write_tags_nothing_and_nobody_deletes_in_bulk(action: str, tree: BranchTree) -> None:
    author = UserFactory(editor=True, branch=tree.east)
    brief = MorningBriefFactory(created_by=author)
    tag = TagFactory(branch=tree.head_office)
    kept = ComponentTag.objects.create(component=brief, tag=tag)
    others = [UserFactory(officer=True, branch=tree.head_office, is_superuser=True)]
    others += [author] if action == "delete" else []
    for user in others:
        signed_in(user).post(bulk(action, brief), {"tags": [tag.pk]})
    assert list(ComponentTag.objects.all()) == [kept]
    assert Component.objects.filter(pk=brief.pk).exists()


def test_all_of_the_list_is_not_taken_at_its_word(editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    tag = TagFactory(branch=editor.branch)
    signed_in(editor).post(bulk("add_tags") + "&id=all", {"tags": [tag.pk]})
    assert not ComponentTag.objects.filter(component=brief).exists()
