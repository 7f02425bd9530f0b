"""Guards: the component is never live."""

import sys
from types import ModuleType
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from pytest_django import Settings
from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.models import DraftStateMixin
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem

import cms.urls
from cms.errors import not_here
from content import wagtail_hooks
from content.models import Component
from content.permissions import ComponentPermissionPolicy
from content.viewsets.oversight import NeverView
from tests.content.posting import signed_in
from tests.ways.guards.base import guard, patched
from tests.ways.pieces import Bank, draft


def drop_check(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("ALTER TABLE content_component DROP CONSTRAINT component_never_live")


@guard(
    "check: never live",
    "content/models/component.py: component_never_live",
    "Any write that makes a component live, SQL and bulk included",
    "tests/ways/test_publishing.py::test_neither_bulk_create_nor_update_nor_sql_sets_it_live",
    drop_check,
)
def set_live(bank: Bank) -> bool:
    component = draft(bank)
    Component.objects.update(live=True)
    return Component.objects.filter(pk=component.pk, live=True).exists()


@guard(
    "component never publishes",
    "content/models/component.py: Component.publish",
    "Publishing a revision by code, `publish_scheduled` included",
    "tests/ways/test_publishing.py::test_publishing_a_revision_is_refused",
    patched(Component, "publish", DraftStateMixin.publish),
)
def publish(bank: Bank) -> bool:
    try:
        draft(bank).latest_revision.publish()
    except IntegrityError:
        return True  # the CHECK behind it had to stop this
    return True


@guard(
    "publishing is nobody's right",
    "content/permissions.py: ComponentPermissionPolicy",
    "The editor's publish for superusers and those with Django's permission",
    "tests/ways/test_publishing.py::test_a_publish_in_the_editor_only_saves_or_is_refused",
    patched(ComponentPermissionPolicy, "user_has_permission", lambda self, user, action: user.is_superuser),
)
def may_publish(bank: Bank) -> bool:
    return bool(policy_registry.get(draft(bank)).user_has_permission(bank.superuser, "publish"))


@guard(
    "no publish in the menu",
    "content/wagtail_hooks.py: never_publish",
    "Menu items for publishing and unpublishing",
    "tests/ways/test_guards.py::test_each_guard_bears_its_weight",
    patched(wagtail_hooks, "NEVER", frozenset()),
)
def in_menu(bank: Bank) -> bool:
    items: list[Any] = [PublishMenuItem(), UnpublishMenuItem()]
    for hook in hooks.get_hooks("construct_snippet_action_menu"):
        hook(items, RequestFactory().get("/"), {"model": Component})
    return bool(items)


@guard(
    "doors that never answer",
    "content/viewsets/oversight.py: NeverView",
    "Unpublishing, unscheduling, locking and unlocking by address",
    "tests/ways/test_publishing.py::test_the_other_doors_of_publishing_never_answer",
    patched(NeverView, "dispatch", lambda self, request, *args, **kwargs: HttpResponse("open")),
)
def never_answers(bank: Bank) -> bool:
    address = reverse("content_morning_brief:unlock", args=[draft(bank).pk])
    return signed_in(bank.superuser).post(address).status_code == 200


@guard(
    "workflows are off",
    "cms/settings/base.py: WAGTAIL_WORKFLOW_ENABLED",
    "Wagtail's own approval, its tasks and reports",
    "tests/ways/test_publishing.py::test_a_workflow_made_by_hand_moves_nothing",
    lambda monkeypatch, settings: setattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True),
)
def workflow_shown(bank: Bank) -> bool:
    context = {"user_page_permissions_tester": None, "page": None, "view": "create"}
    item = SubmitForModerationMenuItem()
    try:
        return bool(item.is_shown({**context, "parent_page": None}))
    except (AttributeError, KeyError):
        return True  # it went past the setting and looked for a page


def urls_with_pages(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    module: Any = ModuleType("tests.ways.urls_with_pages")
    module.urlpatterns = [
        one for one in cms.urls.urlpatterns if getattr(one, "callback", None) is not not_here
    ]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    settings.ROOT_URLCONF = module.__name__


@guard(
    "pages and workflows are not here",
    "cms/urls.py: WITHOUT_PAGES",
    "Publish, move, copy and alias of pages, workflow answers, reports of every branch",
    "tests/ways/test_publishing.py::test_pages_and_workflows_are_not_here",
    urls_with_pages,
)
def pages_here(bank: Bank) -> bool:
    return signed_in(bank.superuser).get("/admin/workflows/list/").status_code != 404
