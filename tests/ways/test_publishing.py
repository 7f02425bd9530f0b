"""Ways 1 to 3, 5, 6, 9 to 13 and 16 of stock Wagtail, with bulk publish, move, copy and alias: going live."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import NoReverseMatch, reverse
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Revision, Task, TaskState, Workflow, WorkflowState
from wagtail.permissions import policy_registry

from content.models import Component, MorningBrief
from review.models import Edition
from tests.content.posting import form_data, signed_in
from tests.factories.review import make_component
from tests.ways.pieces import ACTORS, MARKER, Bank, draft, in_review, words
from tests.ways.reach import reached, turned_away

pytestmark = pytest.mark.django_db


def nothing_left(bank: Bank) -> bool:
    """Whether no component is live, no edition was made, and nothing of it reaches a manager."""
    return (
        not Component.objects.filter(live=True).exists()
        and not Edition.objects.exists()
        and reached(bank.manager, MARKER) == frozenset()
    )


def test_a_piece_written_by_the_orm_is_no_edition(bank: Bank) -> None:
    """Way 1: stock Wagtail gives `live=True` to what is created without a revision."""
    made = MorningBrief.objects.create(
        title=f"{MARKER}早报", branch=bank.tree.head_office, created_by=bank.editor
    )
    assert made.live is False
    assert nothing_left(bank)


def test_the_orm_cannot_write_a_live_piece(bank: Bank) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MorningBrief.objects.create(
            title=f"{MARKER}早报", branch=bank.tree.head_office, created_by=bank.editor, live=True
        )
    assert nothing_left(bank)


def test_neither_bulk_create_nor_update_nor_sql_sets_it_live(bank: Bank) -> None:
    component = draft(bank)
    copy = Component.objects.get(pk=component.pk)
    copy.pk, copy.public_id, copy.live = None, "1" * 32, True
    with pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.bulk_create([copy])
    with pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.update(live=True)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE content_component SET live = %s", [True])
    assert nothing_left(bank)


@pytest.mark.parametrize("who", ACTORS)
def test_a_publish_in_the_editor_only_saves_or_is_refused(bank: Bank, who: str) -> None:
    """Ways 2 and 3: with "publish" granted by hand as well, nobody publishes from the editor."""
    component, person = draft(bank), bank.person(who)
    person.user_permissions.set(Permission.objects.filter(codename__startswith="publish"))
    response = signed_in(person).post(
        reverse("content_morning_brief:edit", args=[component.pk]),
        {**form_data(component), "action-publish": "1"},
    )
    assert response.status_code in {200, 302, 403, 404}
    assert not policy_registry.get(component).user_has_permission(person, "publish")
    assert nothing_left(bank)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("name", ["unpublish", "lock", "unlock", "revisions_unschedule"])
def test_the_other_doors_of_publishing_never_answer(bank: Bank, who: str, name: str) -> None:
    component = in_review(bank).candidate.component
    keys = [component.pk, component.latest_revision_id] if "revisions" in name else [component.pk]
    client = signed_in(bank.person(who))
    address = reverse(f"content_morning_brief:{name}", args=keys)
    assert turned_away(client.get(address))
    assert turned_away(client.post(address))
    component.refresh_from_db()
    assert (component.state, component.locked, component.live) == ("in_review", False, False)
    assert nothing_left(bank)


def test_publishing_a_revision_is_refused(bank: Bank) -> None:
    component = draft(bank)
    with pytest.raises(PermissionDenied):
        component.latest_revision.publish()
    with pytest.raises(PermissionDenied):
        component.publish(component.latest_revision, user=bank.superuser, skip_permission_checks=True)
    assert nothing_left(bank)


def test_a_revision_made_by_hand_is_not_published(bank: Bank) -> None:
    old = draft(bank).latest_revision
    made = Revision.objects.create(
        content_type=old.content_type,
        base_content_type=old.base_content_type,
        object_id=old.object_id,
        content=old.content,
        user=bank.superuser,
        object_str=MARKER,
        created_at=old.created_at,
    )
    with pytest.raises(PermissionDenied):
        made.publish()
    assert nothing_left(bank)


def test_wagtails_own_action_fails_at_the_check(bank: Bank) -> None:
    """Way 16: what never calls `publish()`, as the v3 API does, is stopped by the database."""
    component = draft(bank)
    action = PublishRevisionAction(component.latest_revision, user=bank.superuser)
    with pytest.raises(IntegrityError, match="component_never_live"), transaction.atomic():
        action.execute(skip_permission_checks=True)
    component.refresh_from_db()
    assert component.live_revision_id is None
    assert nothing_left(bank)


def test_the_scheduler_publishes_nothing(bank: Bank) -> None:
    """Ways 12 and 13: `publish_scheduled` takes any revision with a time on it, and asks nobody."""
    component = draft(bank)
    due = component.latest_revision.created_at - timedelta(days=400)
    Revision.objects.filter(pk=component.latest_revision_id).update(approved_go_live_at=due)
    with pytest.raises(PermissionDenied), transaction.atomic():
        call_command("publish_scheduled")
    assert nothing_left(bank)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("action", ["publish", "unpublish", "move", "copy", "alias", "delete"])
@pytest.mark.parametrize("model", ["content/morningbrief", "content/component", "wagtailcore/page"])
def test_no_bulk_action_publishes_moves_or_deletes(bank: Bank, who: str, action: str, model: str) -> None:
    component = draft(bank)
    address = f"/admin/bulk/{model}/{action}/?id={component.pk}"
    assert turned_away(signed_in(bank.person(who)).post(address))
    assert Component.objects.filter(pk=component.pk).exists()
    assert nothing_left(bank)


@pytest.mark.parametrize("who", ACTORS)
def test_a_copy_is_a_draft_and_tells_nobody(bank: Bank, who: str) -> None:
    component = draft(bank)
    signed_in(bank.person(who)).post(
        reverse("content_morning_brief:copy", args=[component.pk]),
        {**form_data(component), "action-publish": "1"},
    )
    assert nothing_left(bank)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("part", ["pages", "workflows", "reports", "collections", "sites"])
def test_pages_and_workflows_are_not_here(bank: Bank, who: str, part: str) -> None:
    client = signed_in(bank.person(who))
    for rest in ("", "add/", "1/copy/", "1/publish/", "1/convert_alias/", "workflow/action/1/approve/1/"):
        assert client.get(f"/admin/{part}/{rest}").status_code == 404
        assert client.post(f"/admin/{part}/{rest}", {"update": "false"}).status_code == 404


@pytest.mark.parametrize("who", ACTORS)
def test_a_workflow_made_by_hand_moves_nothing(bank: Bank, who: str) -> None:
    """Ways 4 to 6 and 9 to 11: with state and task in the tables there is still no door to answer them."""
    component = draft(bank)
    workflow, task = Workflow.objects.create(name="流程"), Task.objects.create(name="审核")
    revision = component.latest_revision
    state = WorkflowState.objects.create(
        content_type=revision.content_type,
        base_content_type=revision.base_content_type,
        object_id=revision.object_id,
        workflow=workflow,
        requested_by=bank.editor,
    )
    TaskState.objects.create(workflow_state=state, task=task, revision=revision)
    client = signed_in(bank.person(who))
    client.post(
        reverse("content_morning_brief:edit", args=[component.pk]),
        {
            **form_data(component),
            "action-workflow-action": "1",
            "workflow-action-name": "approve",
            "workflow-action-extra-data": json.dumps({"update": False}),
        },
    )
    for name in ("workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation"):
        with pytest.raises(NoReverseMatch):
            reverse(f"content_morning_brief:{name}", args=[component.pk])
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert nothing_left(bank)


def test_the_models_programming_interfaces_are_not_mounted(bank: Bank) -> None:
    client = signed_in(bank.superuser)
    for address in ("/api/v2/pages/", "/api/v3/", "/admin/api/v3/", "/api/"):
        assert client.get(address).status_code == 404


RAW: list[dict[str, Any]] = [
    {"live": True},
    {"update": False},
    {"action-publish": True, "state": "approved"},
]


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("payload", RAW, ids=lambda payload: next(iter(payload)))
def test_raw_json_posted_to_the_editor_changes_nothing(bank: Bank, who: str, payload: dict[str, Any]) -> None:
    """Way 10: keywords that a client makes up reach no action."""
    component = make_component(editor=bank.editor, **words())
    client = signed_in(bank.person(who))
    client.raise_request_exception = False
    answer = client.post(
        reverse("content_morning_brief:edit", args=[component.pk]),
        json.dumps(payload),
        content_type="application/json",
    )
    assert answer.status_code == 400 or turned_away(answer)
    fresh = Component.objects.get(pk=component.pk)
    assert (fresh.state, fresh.live, fresh.latest_revision_id) == (
        "draft",
        False,
        component.latest_revision_id,
    )
    assert nothing_left(bank)
