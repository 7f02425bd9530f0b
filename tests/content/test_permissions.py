"""Rights on pictures and documents, by the branch of their collection."""

import pytest
from django.urls import reverse
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from content.models import LibraryDocument, LibraryImage
from people.models import Branch, User
from tests.content.posting import signed_in
from tests.factories.content import DocumentFactory, ImageFactory, picture_file
from tests.factories.people import BranchTree, UserFactory

BRANCHES = ["head_office", "east", "west", "east_sub"]


@pytest.fixture
def pictures(tree: BranchTree) -> dict[str, LibraryImage]:
    return {name: ImageFactory(branch=getattr(tree, name), title=f"图 {name}") for name in BRANCHES}


def reach(user: User, action: str, pictures: dict[str, LibraryImage]) -> set[str]:
    """Return whose pictures `user` may do `action` with, as the policy says for each and for all."""
    policy = policy_registry.get_by_type(LibraryImage)
    one_by_one = {
        name
        for name, picture in pictures.items()
        if policy.user_has_permission_for_instance(user, action, picture)
    }
    together = set(policy.instances_user_has_permission_for(user, action))
    assert together == {pictures[name] for name in one_by_one}
    collections = set(policy.collections_user_has_permission_for(user, action))
    assert collections == {pictures[name].collection for name in one_by_one}
    return one_by_one


def test_an_editor_changes_below_and_chooses_above(editor: User, pictures: dict[str, LibraryImage]) -> None:
    for action in ("add", "change", "delete"):
        assert reach(editor, action, pictures) == {"east", "east_sub"}
    assert reach(editor, "choose", pictures) == {"head_office", "east"}
    assert reach(editor, "view", pictures) == {"head_office", "east", "east_sub"}


@pytest.mark.parametrize("role", ["officer", "legal", "consumer_protection", "lead", "operator", "auditor"])
def test_who_oversees_looks_only(role: str, tree: BranchTree, pictures: dict[str, LibraryImage]) -> None:
    user = UserFactory(branch=tree.east, **{role: True})
    for action in ("add", "change", "delete", "choose"):
        assert reach(user, action, pictures) == set()
    assert reach(user, "view", pictures) == {"head_office", "east", "east_sub"}


@pytest.mark.parametrize("traits", [{"manager": True}, {"administrator": True}, {"is_superuser": True}])
def test_others_have_nothing(
    traits: dict[str, bool], tree: BranchTree, pictures: dict[str, LibraryImage]
) -> None:
    user = UserFactory(branch=tree.head_office, **traits)
    for action in ("add", "change", "delete", "choose", "view"):
        assert reach(user, action, pictures) == set()


def test_a_collection_without_a_branch_is_nobodys(tree: BranchTree) -> None:
    picture = ImageFactory(branch=tree.head_office, collection=Collection.get_first_root_node())
    editor = UserFactory(editor=True, branch=tree.head_office)
    policy = policy_registry.get_by_type(LibraryImage)
    assert not policy.user_has_any_permission_for_instance(
        editor, ["add", "change", "choose", "view"], picture
    )


def test_the_chooser_offers_what_may_be_chosen(editor: User, pictures: dict[str, LibraryImage]) -> None:
    client = signed_in(editor)
    page = client.get(reverse("wagtailimages_chooser:choose_results")).content.decode()
    assert {name for name in BRANCHES if f"图 {name}" in page} == {"head_office", "east"}
    for name, status in (("head_office", 200), ("east", 200), ("west", 302), ("east_sub", 302)):
        address = reverse("wagtailimages_chooser:chosen", args=[pictures[name].pk])
        assert client.get(address).status_code == status, name
    many = reverse("wagtailimages_chooser:chosen_multiple")
    chosen = client.get(many, {"id": [picture.pk for picture in pictures.values()]}).json()["result"]
    assert {entry["title"] for entry in chosen} == {"图 head_office", "图 east"}


def test_another_branchs_picture_is_neither_seen_nor_changed(
    editor: User, pictures: dict[str, LibraryImage]
) -> None:
    client = signed_in(editor)
    foreign = pictures["west"]
    for name in ("edit", "delete", "image_usage"):
        for method in ("get", "post"):
            response = getattr(client, method)(reverse(f"wagtailimages:{name}", args=[foreign.pk]))
            assert response.status_code in {302, 403, 405}, name
            assert "图 west" not in response.content.decode()
    bulk = f"/admin/bulk/content/libraryimage/delete/?id={foreign.pk}&id={pictures['east'].pk}"
    assert "图 west" not in client.get(bulk).content.decode()
    client.post(bulk)
    assert set(LibraryImage.objects.values_list("title", flat=True)) == {
        "图 head_office",
        "图 west",
        "图 east_sub",
    }


def test_bulk_actions_on_foreign_pictures_alone_refuse(
    editor: User, pictures: dict[str, LibraryImage]
) -> None:
    for action in ("delete", "add_tags", "add_to_collection"):
        address = f"/admin/bulk/content/libraryimage/{action}/?id={pictures['west'].pk}"
        assert signed_in(editor).get(address).status_code == 302


def test_an_upload_goes_into_a_collection_of_the_own_branch_or_below(editor: User, tree: BranchTree) -> None:
    client, address = signed_in(editor), reverse("wagtailimages:add")
    form = client.get(address).context["form"]
    assert set(form.fields["collection"].queryset) == {tree.east.collection, tree.east_sub.collection}
    fields = {
        "title": "新图",
        "rights_basis": "licensed",
        "rights_holder": "示范摄影",
        "rights_until": "2027-01-01",
    }
    for branch, made in ((tree.west, 0), (tree.east_sub, 1)):
        client.post(address, {**fields, "file": picture_file(300), "collection": branch.collection_id})
        assert LibraryImage.objects.count() == made
    picture = LibraryImage.objects.get()
    assert (picture.collection, picture.rights_basis, picture.rights_holder) == (
        tree.east_sub.collection,
        "licensed",
        "示范摄影",
    )
    assert str(picture.rights_until) == "2027-01-01"
    assert len(picture.content_sha256) == 64


@pytest.mark.parametrize("role", ["officer", "manager", "auditor", "administrator"])
def test_others_upload_nothing(role: str, tree: BranchTree) -> None:
    client = signed_in(UserFactory(branch=tree.head_office, **{role: True}))
    for address in (reverse("wagtailimages:add"), reverse("wagtaildocs:add")):
        assert client.get(address).status_code == 302


def test_a_document_is_served_to_who_may_look(tree: BranchTree, editor: User) -> None:
    addresses = {name: DocumentFactory(branch=getattr(tree, name)).url for name in BRANCHES}
    client = signed_in(editor)
    assert {name for name, address in addresses.items() if client.get(address).status_code == 200} == {
        "head_office",
        "east",
        "east_sub",
    }
    response = client.get(addresses["east"])
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_document_is_not_served_to_others(client: object, tree: BranchTree) -> None:
    address = DocumentFactory(branch=tree.east).url
    manager = UserFactory(manager=True, branch=tree.east)
    assert client.get(address).status_code == 404
    assert signed_in(manager).get(address).status_code == 404
    assert LibraryDocument.objects.count() == 1
    assert Branch.objects.count() == 4
