"""The list of a kind: what it shows, finds, filters and costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.models import Component
from people.models import User
from tests.content.posting import signed_in
from tests.factories.content import MorningBriefFactory, ProductAnalysisFactory, ProductFactory
from tests.factories.people import BranchTree, UserFactory

BRIEFS = reverse("content_morning_brief:list")
ANALYSES = reverse("content_product_analysis:list")


def titles(user: User, address: str, **filters: object) -> set[str]:
    return {component.title for component in signed_in(user).get(address, filters).context["object_list"]}


def test_it_lists_what_the_branch_and_those_below_own(tree: BranchTree, editor: User) -> None:
    for branch, title in ((tree.head_office, "总行"), (tree.west, "西城"), (tree.east_sub, "桃园")):
        MorningBriefFactory(created_by=UserFactory(editor=True, branch=branch), title=title)
    MorningBriefFactory(created_by=editor, title="东城")
    assert titles(editor, BRIEFS) == {"东城", "桃园"}
    assert titles(UserFactory(officer=True, branch=tree.head_office), BRIEFS) == {
        "总行",
        "西城",
        "桃园",
        "东城",
    }
    assert titles(UserFactory(auditor=True, branch=tree.east_sub), BRIEFS) == {"桃园"}


def test_a_kind_lists_its_own_alone(editor: User) -> None:
    MorningBriefFactory(created_by=editor, title="早报")
    ProductAnalysisFactory(created_by=editor, title="分析")
    assert titles(editor, BRIEFS) == {"早报"}
    assert titles(editor, ANALYSES) == {"分析"}


@pytest.mark.parametrize(
    ("factory", "address"), [(MorningBriefFactory, BRIEFS), (ProductAnalysisFactory, ANALYSES)]
)
def test_twenty_cost_as_many_queries_as_one(
    factory: type, address: str, tree: BranchTree, editor: User
) -> None:
    factory(created_by=editor)
    client = signed_in(editor)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(19):
        author = UserFactory(editor=True, branch=tree.east_sub if number % 2 else tree.east)
        factory(created_by=author)
    with CaptureQueriesContext(connection) as twenty:
        assert len(client.get(address).context["object_list"]) == 20
    assert len(twenty) == len(one)


def test_it_shows_state_segments_validity_and_author(editor: User, frozen_clock: object) -> None:
    MorningBriefFactory(created_by=editor, segments=["payroll", "elderly"])
    page = signed_in(editor).get(BRIEFS).content.decode()
    for words in ("03-02 07:00 – 03-04 08:00", editor.display_name, editor.branch.short_name):
        assert words in page
    assert "w-status" in page
    assert 'name="id"' not in page.split("<table")[1]


def test_filters(editor: User) -> None:
    first, second = ProductFactory(), ProductFactory()
    one = ProductAnalysisFactory(created_by=editor, title="一", product=first, segments=["payroll"])
    ProductAnalysisFactory(created_by=editor, title="二", product=second, segments=["elderly", "credit_card"])
    Component.objects.filter(pk=one.pk).update(state="in_review")
    assert titles(editor, ANALYSES, state="in_review") == {"一"}
    assert titles(editor, ANALYSES, segment="elderly") == {"二"}
    assert titles(editor, ANALYSES, segment=["elderly", "payroll"]) == {"一", "二"}
    assert titles(editor, ANALYSES, product=second.pk) == {"二"}
    assert titles(editor, ANALYSES, updated_from="2999-01-01") == set()
    assert titles(editor, ANALYSES, q="一") == {"一"}
    filters = signed_in(editor).get(BRIEFS).context["filters"].form.fields
    assert set(filters) == {"state", "segment", "updated"}


def test_who_may_not_write_is_led_to_the_inspection(tree: BranchTree, editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    page = signed_in(UserFactory(officer=True, branch=tree.head_office)).get(BRIEFS).content.decode()
    assert reverse("content_morning_brief:inspect", args=[brief.pk]) in page
    for name in ("edit", "delete", "copy", "copy_from_yesterday"):
        assert reverse(f"content_morning_brief:{name}", args=[brief.pk]) not in page
