"""Tags set in the form of a piece: only those within reach, and what others did meanwhile is kept."""

from bs4 import BeautifulSoup
from django.urls import reverse

from content.enums import ComponentState
from content.models import Component, ComponentTag
from content.models.tags import Tag
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.content import MorningBriefFactory
from tests.factories.people import BranchTree
from tests.factories.tags import TagFactory

ADD = reverse("content_morning_brief:add")


def address(component: Component) -> str:
    return reverse("content_morning_brief:edit", args=[component.pk])


def carried(component: Component) -> set[str]:
    return {one.tag.name for one in ComponentTag.objects.filter(component=component)}


def ticked(*shown: Tag, **chosen: object) -> dict[str, object]:
    return {"tags_shown": ",".join(str(tag.pk) for tag in shown), **chosen}


def test_the_form_offers_the_tags_within_reach_and_those_it_has(tree: BranchTree, editor: User) -> None:
    own, above = TagFactory(branch=tree.east, name="开门红"), TagFactory(branch=tree.head_office, name="总行")
    TagFactory(branch=tree.west, name="西城机密")
    TagFactory(branch=tree.east, name="停用未挂", is_active=False)
    old = TagFactory(branch=tree.east, name="停用已挂", is_active=False)
    brief = MorningBriefFactory(created_by=editor)
    ComponentTag.objects.create(component=brief, tag=old)
    page = BeautifulSoup(signed_in(editor).get(address(brief)).content, "html.parser")
    boxes = page.select("input[name=tags]")
    assert {int(box["value"]) for box in boxes} == {own.pk, above.pk, old.pk}
    assert [int(box["value"]) for box in boxes if box.has_attr("checked")] == [old.pk]
    assert page.select_one("input[name=tags_shown]")["value"] == str(old.pk)
    assert "西城机密" not in page.text


def test_without_any_tag_there_is_no_such_field(editor: User) -> None:
    page = signed_in(editor).get(ADD)
    assert page.status_code == 200
    assert "tags" not in page.context["form"].fields


def test_they_are_put_on_and_taken_off_with_the_save(tree: BranchTree, editor: User) -> None:
    first, second = TagFactory(branch=tree.east, name="甲"), TagFactory(branch=tree.east, name="乙")
    brief = MorningBriefFactory(created_by=editor)
    client = signed_in(editor)
    client.post(address(brief), form_data(brief, **ticked(tags=[first.pk])))
    assert carried(brief) == {"甲"}
    brief.refresh_from_db()
    client.post(address(brief), form_data(brief, **ticked(first, tags=[second.pk])))
    assert carried(brief) == {"乙"}


def test_a_new_piece_has_them_at_once(tree: BranchTree, editor: User) -> None:
    tag = TagFactory(branch=tree.east, name="甲")
    model = MorningBriefFactory.build(created_by=editor, latest_revision=None)
    assert signed_in(editor).post(ADD, form_data(model, **ticked(tags=[tag.pk]))).status_code == 302
    assert carried(Component.objects.get()) == {"甲"}


def test_what_a_colleague_did_in_the_list_meanwhile_stays(tree: BranchTree, editor: User) -> None:
    seen, put_on = TagFactory(branch=tree.east, name="看到的"), TagFactory(branch=tree.east, name="后挂的")
    brief = MorningBriefFactory(created_by=editor)
    ComponentTag.objects.create(component=brief, tag=put_on)
    signed_in(editor).post(address(brief), form_data(brief, **ticked(tags=[seen.pk])))
    assert carried(brief) == {"看到的", "后挂的"}


def test_a_form_that_knows_no_tags_changes_none(tree: BranchTree, editor: User) -> None:
    brief = MorningBriefFactory(created_by=editor)
    ComponentTag.objects.create(component=brief, tag=TagFactory(branch=tree.east, name="甲"))
    assert signed_in(editor).post(address(brief), form_data(brief)).status_code == 302
    assert carried(brief) == {"甲"}


def test_a_tag_of_another_branch_is_refused_and_nothing_is_saved(tree: BranchTree, editor: User) -> None:
    TagFactory(branch=tree.east)
    foreign = TagFactory(branch=tree.west, name="西城机密")
    brief = MorningBriefFactory(created_by=editor)
    answer = signed_in(editor).post(
        address(brief), form_data(brief, title="改过", **ticked(tags=[foreign.pk]))
    )
    assert list(answer.context["form"].errors) == ["tags"]
    assert "西城机密" not in answer.content.decode()
    assert carried(brief) == set()
    assert Component.objects.get().title == brief.title


def test_in_review_the_form_changes_no_tag(tree: BranchTree, editor: User) -> None:
    tag = TagFactory(branch=tree.east)
    brief = MorningBriefFactory(created_by=editor)
    Component.objects.update(state=ComponentState.IN_REVIEW)
    answer = signed_in(editor).post(address(brief), form_data(brief, **ticked(tags=[tag.pk])))
    assert answer.status_code == 409
    assert carried(brief) == set()
