"""Where used: everything that the asker oversees, and nothing of anybody else."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.actions.copy_to_branch import copy_to_branch
from content.kinds import PRODUCT_ANALYSIS
from content.models import Component, LibraryImage, Product
from core import clock
from people.models import Branch, User
from review.models import Edition
from tests.content.posting import signed_in
from tests.factories.content import ImageFactory, MorningBriefFactory, ProductAnalysisFactory, ProductFactory
from tests.factories.distribution import PackageFactory
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import issue_edition, open_case

pytestmark = pytest.mark.usefixtures("frozen_clock")


def told(response: HttpResponse) -> dict[str, list[tuple[str, str]]]:
    """Return what the page says: by group, title and branch of each use."""
    return {
        group.code: [(one.title, one.branch) for one in group.found]
        for group in response.context["groups"]
        if group.found
    }


@pytest.fixture
def edition(tree: BranchTree) -> Edition:
    """Head office's edition, copied by both branches and put into packages of all three."""
    edition = issue_edition(branch=tree.head_office, title="总行早报")
    for branch in (tree.east, tree.west):
        actor = UserFactory(editor=True, branch=branch)
        copy = copy_to_branch(edition.component, actor=actor, at=clock.now())
        Component.objects.filter(pk=copy.pk).update(title=f"{branch.short_name}早报")
        PackageFactory(branch=branch, title=f"{branch.short_name}包", editions=(edition,))
    PackageFactory(branch=tree.head_office, title="总行包", editions=(edition,))
    return edition


def test_head_office_sees_every_use_of_its_piece(edition: Edition, tree: BranchTree) -> None:
    client = signed_in(UserFactory(officer=True, branch=tree.head_office))
    found = told(client.get(reverse("where_used:component", args=[edition.component.public_id])))
    assert found == {
        "copies": [("西城分行早报", "西城分行"), ("东城分行早报", "东城分行")],
        "editions": [("总行早报", "总行")],
        "packages": [("东城分行包", "东城分行"), ("西城分行包", "西城分行"), ("总行包", "总行")],
    }
    of_edition = told(client.get(reverse("review_edition:where_used", args=[edition.public_id])))
    assert of_edition == {name: uses for name, uses in found.items() if name != "editions"}


def test_a_branchs_piece_is_not_there_for_others(edition: Edition, tree: BranchTree) -> None:
    address = reverse("where_used:component", args=[edition.component.public_id])
    for branch in (tree.east, tree.east_sub):
        assert signed_in(UserFactory(editor=True, branch=branch)).get(address).status_code == 404


def uses_of_product(product: Product, branch: Branch) -> None:
    author = UserFactory(editor=True, branch=branch)
    name = branch.short_name
    ProductAnalysisFactory(created_by=author, product=product, fact=None, title=f"{name}草稿")
    about = {"kind": PRODUCT_ANALYSIS.code, "editor": author, "product": product, "fact": None}
    open_case(**about, title=f"{name}在审")
    made = issue_edition(**about, title=f"{name}版本")
    PackageFactory(branch=branch, title=f"{name}包", editions=(made,))


def uses_of_picture(picture: LibraryImage, branch: Branch) -> None:
    author = UserFactory(editor=True, branch=branch)
    name = branch.short_name
    MorningBriefFactory(created_by=author, pictures=[picture], title=f"{name}草稿")
    open_case(editor=author, pictures=[picture], title=f"{name}在审")
    made = issue_edition(editor=author, pictures=[picture], title=f"{name}版本")
    PackageFactory(branch=branch, title=f"{name}包", editions=(made,))


EAST = {
    "pieces": [("东城分行版本", "东城分行"), ("东城分行在审", "东城分行"), ("东城分行草稿", "东城分行")],
    "editions": [("东城分行版本", "东城分行")],
    "cases": [("东城分行在审", "东城分行")],
    "packages": [("东城分行包", "东城分行")],
}


def test_a_products_uses_are_those_of_ones_own_line(tree: BranchTree, editor: User) -> None:
    product = ProductFactory()
    for branch in (tree.head_office, tree.east, tree.west):
        uses_of_product(product, branch)
    ProductAnalysisFactory(created_by=editor, product=ProductFactory(), title="别的产品")
    response = signed_in(editor).get(reverse("where_used:product", args=[product.pk]))
    assert told(response) == EAST
    for hidden in ("西城分行", "总行草稿", "总行版本", "总行包"):
        assert hidden not in response.content.decode()


def test_a_pictures_uses_are_those_of_ones_own_line(
    tree: BranchTree, editor: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    picture = ImageFactory(branch=tree.head_office)
    with django_capture_on_commit_callbacks(execute=True):
        for branch in (tree.head_office, tree.east, tree.west):
            uses_of_picture(picture, branch)
        MorningBriefFactory(created_by=editor, pictures=[ImageFactory(branch=tree.east)], title="别的图片")
    response = signed_in(editor).get(reverse("where_used:picture", args=[picture.pk]))
    assert told(response) == EAST
    for hidden in ("西城分行", "总行草稿", "总行版本", "总行包"):
        assert hidden not in response.content.decode()


def test_a_foreign_picture_is_not_there(tree: BranchTree, editor: User) -> None:
    picture = ImageFactory(branch=tree.west, title="西城机密图片")
    response = signed_in(editor).get(reverse("where_used:picture", args=[picture.pk]))
    assert response.status_code == 404
    assert "西城机密图片" not in response.content.decode()


def test_the_way_there_stands_on_each_page(edition: Edition, tree: BranchTree) -> None:
    client = signed_in(UserFactory(editor=True, branch=tree.head_office))
    product, picture = ProductFactory(), ImageFactory(branch=tree.head_office)
    component = edition.component
    ways = {
        reverse("content_morning_brief:list"): ("where_used:component", component.public_id),
        reverse("content_morning_brief:edit", args=[component.pk]): (
            "where_used:component",
            component.public_id,
        ),
        reverse("review_edition:edition", args=[edition.public_id]): (
            "review_edition:where_used",
            edition.public_id,
        ),
        reverse("content_products:inspect", args=[product.pk]): ("where_used:product", product.pk),
        reverse("wagtailimages:edit", args=[picture.pk]): ("where_used:picture", picture.pk),
    }
    for page, (name, key) in ways.items():
        assert reverse(name, args=[key]) in client.get(page).content.decode()


def test_it_asks_as_often_for_many_as_for_one(edition: Edition, tree: BranchTree) -> None:
    client = signed_in(UserFactory(operator=True, branch=tree.head_office))
    address = reverse("where_used:component", args=[edition.component.public_id])

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    asked()
    one = asked()
    actor = UserFactory(editor=True, branch=tree.east)
    for _number in range(10):
        copy_to_branch(edition.component, actor=actor, at=clock.now())
        PackageFactory(branch=tree.east, editions=(edition,))
    assert asked() == one
