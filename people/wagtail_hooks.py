"""What the people room hangs into Wagtail's admin. Staff comes by people.apps.StaffAdminConfig."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.enums import Role
from people.models import User
from people.panels.home import FailingWebhooksPanel, StaffPanel, StuckMessagesPanel
from people.queries.outbox import keeps_outbox
from people.viewsets.api_clients import ApiClientViewSet
from people.viewsets.branches import BranchViewSet
from people.viewsets.bulk import refused_bulk_action
from people.viewsets.hand_over import HandOverViewSet
from people.viewsets.outbox import OutboxViewSet
from people.viewsets.qualifications import QualificationViewSet

for _action_type in ("assign_role", "delete", "set_active_state"):
    hooks.register("register_bulk_action", refused_bulk_action(_action_type, [User]), order=1000)


@hooks.register("register_admin_viewset")
def register_branches() -> BranchViewSet:
    return BranchViewSet()


@hooks.register("register_admin_viewset")
def register_hand_over() -> HandOverViewSet:
    return HandOverViewSet()


@hooks.register("register_admin_viewset")
def register_outbox() -> OutboxViewSet:
    return OutboxViewSet()


@hooks.register("register_admin_viewset")
def register_qualifications() -> QualificationViewSet:
    return QualificationViewSet()


@hooks.register("register_admin_viewset")
def register_api_clients() -> ApiClientViewSet:
    return ApiClientViewSet()


@hooks.register("construct_homepage_panels")
def show_stuck_messages(request: HttpRequest, panels: list[Any]) -> None:
    if keeps_outbox(request.user):
        panels.append(StuckMessagesPanel())


@hooks.register("construct_homepage_panels")
def show_staff(request: HttpRequest, panels: list[Any]) -> None:
    if Role.ADMINISTRATOR in request.user.roles:
        panels.append(StaffPanel())
        panels.append(FailingWebhooksPanel())


@hooks.register("register_admin_menu_item")
def own_security() -> MenuItem:
    return MenuItem(
        _("Account security"), reverse("mfa_index"), name="own_security", icon_name="key", order=900
    )
