"""Every address of a component, asked by those who have no business with it."""

import pytest
from django.urls import NoReverseMatch, reverse

from content.kinds import KINDS
from content.models import Component, proxy_for
from core import clock
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.content import MorningBriefFactory
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory

KINDS_BY_CODE = [kind.code for kind in KINDS]
METHODS = ["get", "post", "delete"]


def addresses(kind_code: str, key: int, revision: int) -> dict[str, str]:
    """Return every address of the kind's viewset that is about the component `key`, by name."""
    viewset = proxy_for(kind_code).snippet_viewset
    return {
        pattern.name: _reverse(viewset.get_url_name(pattern.name), key, revision)
        for pattern in viewset.get_urlpatterns()
        if "pk" in str(pattern.pattern)
    }


def _another(kind_code: str) -> str:
    return "product_analysis" if kind_code == "morning_brief" else "morning_brief"


def _reverse(name: str, key: int, revision: int) -> str:
    for arguments in ((key,), (key, revision), (key, "earliest", "latest")):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no arguments fit {name}")


def test_the_walk_covers_every_address_with_a_key() -> None:
    assert set(addresses("morning_brief", 1, 1)) == {
        "copy",
        "copy_from_yesterday",
        "delete",
        "edit",
        "history",
        "history_results",
        "inspect",
        "lock",
        "preview_on_edit",
        "revisions_compare",
        "revisions_revert",
        "revisions_unschedule",
        "revisions_view",
        "unlock",
        "unpublish",
        "usage",
    }
    assert set(addresses("product_analysis", 1, 1)) == set(addresses("morning_brief", 1, 1)) - {
        "copy_from_yesterday"
    }


NEVER = {"lock", "unlock", "unpublish", "revisions_unschedule"}


@pytest.mark.parametrize("kind_code", KINDS_BY_CODE)
@pytest.mark.parametrize("whose", ["west", "head_office"])
def test_another_branchs_key_is_not_found(kind_code: str, whose: str, tree: BranchTree, editor: User) -> None:
    stranger = UserFactory(editor=True, branch=getattr(tree, whose))
    foreign = make_of_kind(kind_code, stranger, clock.now(), title="别的分行的秘密标题")
    client = signed_in(editor)
    for name, address in addresses(kind_code, foreign.pk, foreign.latest_revision_id).items():
        for method in METHODS:
            response = getattr(client, method)(address, follow=True)
            assert response.status_code in ({405, 404} if name not in NEVER else {200, 405}), (name, method)
            assert "别的分行的秘密标题" not in response.content.decode(), (name, method)
    assert Component.objects.filter(pk=foreign.pk, locked=False, state="draft").exists()
    assert Component.objects.count() == 1


@pytest.mark.parametrize("kind_code", KINDS_BY_CODE)
def test_another_kinds_key_is_not_found(kind_code: str, editor: User) -> None:
    other = make_of_kind(_another(kind_code), editor, clock.now())
    client = signed_in(editor)
    for name, address in addresses(kind_code, other.pk, other.latest_revision_id).items():
        if name not in NEVER:
            assert client.get(address).status_code in {404, 405}, name
            assert client.post(address).status_code in {404, 405}, name


@pytest.mark.parametrize("kind_code", KINDS_BY_CODE)
def test_a_superuser_without_a_role_finds_nothing(kind_code: str, tree: BranchTree, editor: User) -> None:
    component = make_of_kind(kind_code, editor, clock.now(), title="超级用户也看不到")
    superuser = UserFactory(is_superuser=True, branch=tree.head_office)
    client = signed_in(superuser)
    for name, address in addresses(kind_code, component.pk, component.latest_revision_id).items():
        if name not in NEVER:
            assert client.get(address).status_code in {404, 405}, name
            assert client.post(address, {"action-publish": "1"}).status_code in {404, 405}, name
    listing = client.get(reverse(f"content_{kind_code}:list"), follow=True)
    assert "超级用户也看不到" not in listing.content.decode()
    assert Component.objects.get(pk=component.pk).live is False


@pytest.mark.parametrize("kind_code", KINDS_BY_CODE)
def test_locking_publishing_and_scheduling_refuse_even_a_superuser_who_edits(
    kind_code: str, editor: User
) -> None:
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    component = make_of_kind(kind_code, editor, clock.now())
    client = signed_in(editor)
    found = addresses(kind_code, component.pk, component.latest_revision_id)
    for name in sorted(NEVER):
        for method in ("get", "post"):
            response = getattr(client, method)(found[name])
            assert (response.status_code, response.headers["Location"]) == (
                302,
                reverse("wagtailadmin_home"),
            ), name
    component.refresh_from_db()
    assert (component.live, component.locked, component.go_live_at) == (False, False, None)


READING = {"history", "history_results", "inspect", "revisions_compare", "revisions_view", "usage"}


@pytest.mark.parametrize("role", ["officer", "legal", "consumer_protection", "lead", "operator", "auditor"])
def test_who_oversees_may_look_and_not_edit(role: str, tree: BranchTree, editor: User) -> None:
    component = MorningBriefFactory(created_by=editor)
    client = signed_in(UserFactory(branch=tree.head_office, **{role: True}))
    for name, address in addresses("morning_brief", component.pk, component.latest_revision_id).items():
        if name in READING:
            assert client.get(address).status_code == 200, name
        else:
            assert client.get(address).status_code in {302, 405}, name
            assert client.post(address, {"title": "改"}).status_code == 302, name
    assert Component.objects.get().title == component.title


def test_overseeing_ends_at_the_own_branch(tree: BranchTree, editor: User) -> None:
    component = MorningBriefFactory(created_by=editor)
    officer = UserFactory(officer=True, branch=tree.east_sub)
    address = reverse("content_morning_brief:inspect", args=[component.pk])
    assert signed_in(officer).get(address).status_code == 404


def test_a_manager_does_not_reach_the_desk(tree: BranchTree, editor: User) -> None:
    component = MorningBriefFactory(created_by=editor)
    client = signed_in(UserFactory(manager=True, branch=tree.east))
    for address in addresses("morning_brief", component.pk, component.latest_revision_id).values():
        assert client.get(address).status_code == 302


def test_nobody_learns_who_is_editing_a_foreign_piece(tree: BranchTree, editor: User) -> None:
    foreign = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.west))
    address = f"/admin/editing-sessions/ping/content/morningbrief/{foreign.pk}/1/"
    assert signed_in(editor).post(address).status_code == 404


def test_there_is_no_chooser_of_drafts(editor: User) -> None:
    assert signed_in(editor).get("/admin/snippets/choose/content/morningbrief/").status_code == 404
    assert signed_in(editor).get("/admin/snippets/choose/content/component/").status_code == 404


def test_bulk_deletion_refuses_and_names_nothing(tree: BranchTree, editor: User) -> None:
    own = MorningBriefFactory(created_by=editor)
    foreign = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.west), title="西城的标题")
    address = f"/admin/bulk/content/morningbrief/delete/?id={own.pk}&id={foreign.pk}"
    client = signed_in(editor)
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert "西城的标题" not in response.content.decode()
    assert Component.objects.count() == 2


def test_a_piece_in_review_is_neither_edited_nor_deleted_nor_reverted(editor: User) -> None:
    component = MorningBriefFactory(created_by=editor)
    Component.objects.update(state="in_review")
    client = signed_in(editor)
    found = addresses("morning_brief", component.pk, component.latest_revision_id)
    for name in ("edit", "revisions_revert", "delete"):
        client.post(found[name], form_data(component, title="改"))
    held = Component.objects.get()
    assert (held.title, held.state, held.latest_revision_id) == (
        component.title,
        "in_review",
        component.latest_revision_id,
    )
